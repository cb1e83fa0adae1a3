import { hostRange, parsePrefix } from "../../plan/prefix.ts";
import type { Lab } from "../schema/lab.ts";
import type { Rule } from "./rule.ts";
import { segmentOf } from "./topology.ts";

/** A segment's prefix has an address for each of its nodes and for each VIP in it. */
export const segmentFull: Rule = {
  name: "segment-full",
  of: "lab",
  *find({ lab }) {
    for (const [name, { prefix }] of Object.entries(lab.segments)) {
      const tiers = Object.entries(lab.tiers).filter(([, { on }]) => on.includes(name));
      const nodes = tiers.reduce((sum, [, { count }]) => sum + count, 0);
      const vips = vipsOn(lab, name);
      const room = hostCount(prefix);
      const largest = tiers.toSorted(([, a], [, b]) => b.count - a.count)[0]?.[0];
      if (nodes + vips > room) {
        const wanted =
          vips === 0 ? `${nodes} nodes` : `${nodes} nodes and ${vips} ${vips === 1 ? "VIP" : "VIPs"}`;
        yield {
          message: `segment \`${name}\` is too small for ${wanted}`,
          path: ["segments", name, "prefix"],
          label: `${prefix} has ${room} host ${room === 1 ? "address" : "addresses"}`,
          cause:
            largest === undefined
              ? undefined
              : { path: ["tiers", largest, "count"], label: "most nodes are of this tier" },
          help: `write a prefix of at least /${fittingLength(nodes + vips)}`,
        };
      }
    }
  },
};

function hostCount(prefix: string): number {
  const { first, last } = hostRange(parsePrefix(prefix));
  return last - first + 1;
}

function vipsOn(lab: Lab, segment: string): number {
  const vips = Object.values(lab.services).map(({ vip }) => vip);
  return new Set(vips.filter((vip) => segmentOf(lab, vip) === segment)).size;
}

/** The longest prefix with so many host addresses; two more are the network's and the broadcast address. */
function fittingLength(hosts: number): number {
  return 32 - Math.ceil(Math.log2(hosts + 2));
}
