import { findHostNetem } from "../setup/host-netem.ts";
import { limited, type Probe, there } from "./fact.ts";

export const netem: Probe = {
  name: "netem",
  needsRoot: true,
  async probe() {
    const { there: found, reason } = await findHostNetem();
    if (found) return there(reason);
    return limited(
      `${reason}; routers that delay packets run under a User Mode Linux kernel`,
      "for the host's own: a kernel with the module sch_netem (then modprobe sch_netem)",
    );
  },
};
