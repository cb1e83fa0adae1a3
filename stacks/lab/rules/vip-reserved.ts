import { parseAddress, parsePrefix } from "../../plan/prefix.ts";
import type { Rule } from "./rule.ts";
import { segmentOf } from "./topology.ts";

/** A VIP is neither the network's nor the broadcast address of its segment (RFC 1812, 4.2.2.11). */
export const vipReserved: Rule = {
  name: "vip-reserved",
  of: "lab",
  *find({ lab }) {
    for (const [name, { vip }] of Object.entries(lab.services)) {
      const home = segmentOf(lab, vip);
      const prefix = home === null ? undefined : lab.segments[home]?.prefix;
      if (home !== null && prefix !== undefined) {
        const { first, last, bits } = parsePrefix(prefix);
        const number = parseAddress(vip);
        if (bits < 31 && (number === first || number === last)) {
          yield {
            message: `the VIP of service \`${name}\` is the ${number === first ? "network" : "broadcast"} address of segment \`${home}\``,
            path: ["services", name, "vip"],
            label: "expected an address that a host may have",
            cause: { path: ["segments", home, "prefix"], label: "the prefix" },
          };
        }
      }
    }
  },
};
