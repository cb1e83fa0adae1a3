import { findNodeImage } from "../setup/node-image.ts";
import { missing, type Probe, there } from "./fact.ts";

export const nodeImage: Probe = {
  name: "node-image",
  async probe() {
    const image = await findNodeImage();
    if (image === null) return missing("not built yet, or built from other packages", "tierlab setup");
    return there(image.rootfs);
  },
};
