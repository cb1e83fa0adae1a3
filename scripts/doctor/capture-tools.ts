import { findNodeImage } from "../setup/node-image.ts";
import { missing, type Probe, SETUP, there } from "./fact.ts";
import { tryCommand } from "./try-command.ts";

export const captureTools: Probe = {
  name: "capture-tools",
  needsRoot: true,
  async probe() {
    const image = await findNodeImage();
    if (image === null) return missing("they come with the node image", SETUP);
    const attempts = await Promise.all(
      ["dumpcap", "tshark"].map((tool) => tryCommand(["chroot", image.rootfs, tool, "--version"])),
    );
    const failed = attempts.find(({ worked }) => !worked);
    if (failed !== undefined)
      return missing(failed.why, `make the image anew: rm -r ${image.rootfs}, then tierlab setup`);
    return there(attempts.map(({ output }) => output.split("\n")[0]?.replace(/\.$/, "")).join(", "));
  },
};
