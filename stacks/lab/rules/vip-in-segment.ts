import { announcedWhile } from "../../plan/bgp.ts";
import type { Allowable } from "./rule.ts";
import { segmentOf } from "./topology.ts";

/** A VIP lies in a segment of its director, or nobody's ARP question for it reaches the director. */
export const vipInSegment: Allowable = {
  name: "vip-in-segment",
  of: "lab",
  *find({ lab, names }) {
    for (const [name, { vip, director }] of Object.entries(lab.services)) {
      // Routers are told of an announced VIP by BGP.
      if (announcedWhile(lab, name) !== undefined) continue;
      const segments = lab.tiers[director]?.on;
      const home = segmentOf(lab, vip);
      const isKnown = names.segments.length === Object.keys(lab.segments).length;
      if (segments !== undefined && isKnown && (home === null || !segments.includes(home))) {
        const prefixes = segments.map((one) => `${one} ${lab.segments[one]?.prefix ?? ""}`.trim());
        yield {
          message: `the VIP of service \`${name}\` is in no segment of its director`,
          path: ["services", name, "vip"],
          label: `expected an address of: ${prefixes.join(", ")}`,
          cause: { path: ["tiers", director, "on"], label: "the director is here" },
          help: `${home === null ? "" : `it is an address of segment ${home}; `}\`allow: [vip-in-segment]\` where it is meant`,
        };
      }
    }
  },
};
