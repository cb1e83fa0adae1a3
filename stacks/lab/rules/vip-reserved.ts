import { addressNumber, prefixRange } from "../prefix.ts";
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
        const { first, last } = prefixRange(prefix);
        const number = addressNumber(vip);
        if (number === first || number === last) {
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
