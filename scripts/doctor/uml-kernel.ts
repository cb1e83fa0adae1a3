import { findHostIpvs } from "../setup/host-ipvs.ts";
import { findNodeImage } from "../setup/node-image.ts";
import { findUmlKernel } from "../setup/uml-kernel.ts";
import { bootUmlKernel } from "./boot-uml-kernel.ts";
import { missing, type Probe, SETUP, there } from "./fact.ts";

export const umlKernel: Probe = {
  name: "uml-kernel",
  needsRoot: true,
  async probe() {
    const kernel = await findUmlKernel();
    if (kernel === null) {
      if ((await findHostIpvs()).there) return there("none, and none is needed: the host has IPVS");
      return missing("none in the cache, and the host has no IPVS", SETUP);
    }
    const image = await findNodeImage();
    if (image === null) return missing(`${kernel.version}, not tried: it needs the node image`, SETUP);
    const boot = await bootUmlKernel(kernel, image);
    if (boot.worked) return there(`${kernel.version} booted with IPVS in ${(boot.ms / 1000).toFixed(1)} s`);
    return missing(
      `${kernel.version} does not boot here: ${boot.why}`,
      "use the host's IPVS (modprobe ip_vs), or allow ptrace and an executable tmpfs to this container",
    );
  },
};
