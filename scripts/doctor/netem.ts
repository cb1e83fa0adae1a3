import { findHostNetem } from "../setup/host-netem.ts";
import { loadModules } from "../setup/load-modules.ts";
import { limited, type Probe, there } from "./fact.ts";

export const netem: Probe = {
  name: "netem",
  needsRoot: true,
  async probe() {
    const { there: found, reason } = await findHostNetem();
    if (found) return there(reason);
    return limited(
      `${reason}; routers that delay packets run under a User Mode Linux kernel`,
      `for the host's own: ${loadModules("sch_netem")}`,
    );
  },
};
