import { announcedWhile } from "../../plan/bgp.ts";
import { familyOf } from "../../plan/prefix.ts";
import type { Finding } from "../finding.ts";
import type { Lab } from "../schema/lab.ts";
import type { Path } from "../source.ts";
import type { Allowable } from "./rule.ts";
import { placedVips, segmentOf, segmentRanges } from "./topology.ts";

export const vipInSegment: Allowable = {
  name: "vip-in-segment",
  about:
    "A VIP lies in a segment of its director, or nobody's question for its MAC address reaches the director.",
  of: "lab",
  *find({ lab, names }) {
    const isKnown = names.segments.length === Object.keys(lab.segments).length;
    for (const [name, service] of Object.entries(lab.services)) {
      // Routers are told of an announced VIP by BGP.
      if (announcedWhile(lab, name) !== undefined || !isKnown) continue;
      for (const placed of placedVips(name, service)) yield* ofVip(lab, name, service.director, placed);
    }
  },
};

function* ofVip(
  lab: Lab,
  name: string,
  director: string,
  { vip, path }: { readonly vip: string; readonly path: Path },
): Generator<Finding> {
  const segments = lab.tiers[director]?.on;
  const home = segmentOf(lab, vip);
  if (segments === undefined || (home !== null && segments.includes(home))) return;
  const family = familyOf(vip);
  const prefixes = segmentRanges(lab).filter(
    (one) => segments.includes(one.name) && one.range.family === family,
  );
  yield {
    message: `the VIP of service \`${name}\` is in no segment of its director`,
    path,
    label:
      prefixes.length === 0
        ? "expected a director on a segment with an IPv6 prefix"
        : `expected an address of: ${prefixes.map((one) => `${one.name} ${one.prefix}`).join(", ")}`,
    cause: { path: ["tiers", director, "on"], label: "the director is here" },
    help: `${home === null ? "" : `it is an address of segment ${home}; `}\`allow: [vip-in-segment]\` where it is meant`,
  };
}
