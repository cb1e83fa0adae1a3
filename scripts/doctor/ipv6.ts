import { findHostIpv6 } from "../setup/host-ipv6.ts";
import { limited, type Probe, there } from "./fact.ts";

export const ipv6: Probe = {
  name: "ipv6",
  async probe() {
    const { there: found, reason } = findHostIpv6();
    if (found) return there(reason);
    return limited(
      `${reason}; labs with IPv6 prefixes do not run`,
      "a kernel with IPv6, started without ipv6.disable=1",
    );
  },
};
