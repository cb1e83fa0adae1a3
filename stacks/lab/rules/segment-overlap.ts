import type { Family } from "../../plan/prefix.ts";
import { siteOf } from "../sites/site-name.ts";
import type { Rule } from "./rule.ts";
import { segmentRanges } from "./topology.ts";

export const segmentOverlap: Rule = {
  name: "segment-overlap",
  about: "Two segments may not share addresses: a route could not tell them apart.",
  of: "lab",
  *find({ lab }) {
    const segments = segmentRanges(lab).map(({ range, ...segment }, order) => ({
      ...segment,
      order,
      ...range,
    }));
    segments.sort((a, b) => Number(a.first - b.first) || Number(b.last - a.last) || a.order - b.order);
    let widest = segments[0];
    for (const segment of segments.slice(1)) {
      if (widest !== undefined && segment.first <= widest.last && !areSitesOwn(segment, widest)) {
        const [before, after] = segment.order > widest.order ? [widest, segment] : [segment, widest];
        yield {
          message: `segments \`${before.name}\` and \`${after.name}\` overlap`,
          path: after.path,
          label: "expected a prefix apart from the other",
          cause: {
            path: before.path,
            label: `${before.prefix} holds addresses of ${after.prefix}`,
          },
        };
      }
      if (widest === undefined || segment.last > widest.last) {
        widest = segment;
      }
    }
  },
};

interface Range {
  readonly name: string;
  readonly family: Family;
}

/** Segments of two sites overlap because these do, of which `site-prefix` tells. */
function areSitesOwn(one: Range, other: Range): boolean {
  const [site, otherSite] = [siteOf(one.name)?.site, siteOf(other.name)?.site];
  return one.family === "ipv4" && site !== undefined && otherSite !== undefined && site !== otherSite;
}
