import { findHostIpip } from "../setup/host-ipip.ts";
import { loadModules } from "../setup/load-modules.ts";
import { limited, type Probe, there } from "./fact.ts";

export const ipip: Probe = {
  name: "ipip",
  needsRoot: true,
  async probe() {
    const { there: found, reason } = await findHostIpip();
    if (found) return there(reason);
    return limited(
      `${reason}; real servers of mode tun run under a User Mode Linux kernel`,
      `for the host's own: ${loadModules("ipip")}`,
    );
  },
};
