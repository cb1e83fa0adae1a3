import { type Family, familyOf, hostRange } from "../../plan/prefix.ts";
import { vipsOf } from "../../plan/vips-of.ts";
import type { Lab } from "../schema/lab.ts";
import type { Rule } from "./rule.ts";
import { segmentOf, segmentRanges } from "./topology.ts";

export const segmentFull: Rule = {
  name: "segment-full",
  about: "A segment's prefix has an address for each of its nodes and for each VIP in it.",
  of: "lab",
  *find({ lab }) {
    const crowds = crowdsOf(lab);
    for (const { name, prefix, range, path } of segmentRanges(lab)) {
      const { nodes, vips, largest } = crowds.get(name) ?? NOBODY;
      const hosts = hostRange(range);
      const room = hosts.last - hosts.first + 1n;
      const own = [...vips].filter((vip) => familyOf(vip) === range.family).length;
      const wanted = nodes + own;
      if (wanted > room) {
        const those = own === 0 ? "" : ` and ${own} ${own === 1 ? "VIP" : "VIPs"}`;
        yield {
          message: `segment \`${name}\` is too small for ${nodes} nodes${those}`,
          path,
          label: `${prefix} has ${room} host ${room === 1n ? "address" : "addresses"}`,
          cause:
            largest === null
              ? undefined
              : { path: ["tiers", largest.name, "count"], label: "most nodes are of this tier" },
          help: `write a prefix of at least /${fittingLength(wanted, range.family)}`,
        };
      }
    }
  },
};

/** Who needs an address of a segment. */
interface Crowd {
  nodes: number;
  readonly vips: Set<string>;
  largest: { readonly name: string; readonly count: number } | null;
}

const NOBODY: Crowd = { nodes: 0, vips: new Set(), largest: null };

function crowdsOf(lab: Lab): Map<string, Crowd> {
  const crowds = new Map(
    Object.keys(lab.segments).map((name): [string, Crowd] => [name, { ...NOBODY, vips: new Set() }]),
  );
  for (const [name, { on, count }] of Object.entries(lab.tiers)) {
    for (const crowd of on.flatMap((segment) => crowds.get(segment) ?? [])) {
      crowd.nodes += count;
      crowd.largest = crowd.largest === null || count > crowd.largest.count ? { name, count } : crowd.largest;
    }
  }
  for (const vip of new Set(Object.values(lab.services).flatMap(vipsOf))) {
    crowds.get(segmentOf(lab, vip) ?? "")?.vips.add(vip);
  }
  return crowds;
}

/** The longest prefix with so many host addresses; beside them are those that no host may have. */
function fittingLength(hosts: number, family: Family): number {
  const [width, others] = family === "ipv4" ? [32, 2] : [128, 1];
  return width - Math.ceil(Math.log2(hosts + others));
}
