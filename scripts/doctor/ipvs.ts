import { findHostIpvs } from "../setup/host-ipvs.ts";
import { loadModules } from "../setup/load-modules.ts";
import { limited, type Probe, there } from "./fact.ts";

export const ipvs: Probe = {
  name: "ipvs",
  needsRoot: true,
  async probe() {
    const { there: found, reason } = await findHostIpvs();
    if (found) return there(reason);
    return limited(
      `${reason}; directors run under a User Mode Linux kernel`,
      `for the host's own: ${loadModules("ip_vs")}`,
    );
  },
};
