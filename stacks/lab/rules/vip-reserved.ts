import { contains, hostRange, parseAddress } from "../../plan/prefix.ts";
import type { Rule } from "./rule.ts";
import { placedVips, segmentRanges } from "./topology.ts";

export const vipReserved: Rule = {
  name: "vip-reserved",
  about:
    "A VIP is an address that a host may have: neither the network's nor the broadcast address of its segment (RFC 1812, 4.2.2.11), nor in IPv6 the routers' anycast address (RFC 4291, 2.6.1).",
  of: "lab",
  *find({ lab }) {
    for (const [name, service] of Object.entries(lab.services)) {
      for (const { vip, path } of placedVips(name, service)) {
        const number = parseAddress(vip);
        const home = segmentRanges(lab)
          .filter(({ range }) => contains(range, number))
          .toSorted((one, other) => other.range.bits - one.range.bits)[0];
        if (home === undefined) continue;
        const hosts = hostRange(home.range);
        if (number >= hosts.first && number <= hosts.last) continue;
        const what =
          home.range.family === "ipv6" ? "routers' anycast" : number < hosts.first ? "network" : "broadcast";
        yield {
          message: `the VIP of service \`${name}\` is the ${what} address of segment \`${home.name}\``,
          path,
          label: "expected an address that a host may have",
          cause: { path: home.path, label: "the prefix" },
        };
      }
    }
  },
};
