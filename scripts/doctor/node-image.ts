import { findNodeImage } from "../setup/node-image.ts";
import { missing, type Probe, SETUP, there } from "./fact.ts";

export const nodeImage: Probe = {
  name: "node-image",
  async probe() {
    const image = await findNodeImage();
    if (image === null) return missing("not built yet, or built from other packages", SETUP);
    return there(`${image.rootfs}, made by ${image.by}`);
  },
};
