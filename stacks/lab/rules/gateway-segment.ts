import { contains, isAddress, parseAddress } from "../../plan/prefix.ts";
import type { Finding } from "../finding.ts";
import { nodesInLab } from "../node-ref.ts";
import type { Lab } from "../schema/lab.ts";
import type { Tier } from "../schema/tier.ts";
import type { Path } from "../source.ts";
import type { Rule } from "./rule.ts";
import { segmentRanges, sharedSegments, tierOf } from "./topology.ts";

export const gatewaySegment: Rule = {
  name: "gateway-segment",
  about: "A next hop is one node, in a segment of those who send to it.",
  of: "lab",
  *find({ lab }) {
    for (const [name, tier] of Object.entries(lab.tiers)) {
      if (tier.gateway !== undefined) {
        yield* nextHop(lab, name, tier, tier.gateway, ["tiers", name, "gateway"]);
      }
      for (const [at, { via }] of tier.routes.entries()) {
        yield* nextHop(lab, name, tier, via, ["tiers", name, "routes", at, "via"]);
      }
    }
  },
};

function* nextHop(lab: Lab, name: string, tier: Tier, via: string, path: Path): Generator<Finding> {
  const where = `expected one on: ${tier.on.join(", ")}`;
  const cause = { path: ["tiers", name, "on"], label: `${name} is here` };
  if (isAddress(via)) {
    const near = segmentRanges(lab).filter((one) => tier.on.includes(one.name));
    const isUnknown = tier.on.some((segment) => lab.segments[segment] === undefined);
    if (!isUnknown && !near.some(({ range }) => contains(range, parseAddress(via)))) {
      yield {
        message: `the next hop ${via} is in no segment of tier \`${name}\``,
        path,
        label: where,
        cause,
      };
    }
    return;
  }
  const hop = tierOf(lab, via);
  if (hop === undefined) {
    return;
  }
  if (sharedSegments(tier, hop).length === 0) {
    yield {
      message: `the next hop \`${via}\` shares no segment with tier \`${name}\``,
      path,
      label: where,
      cause,
    };
  }
  const nodes = nodesInLab(via, lab);
  if (nodes.length > 1) {
    yield {
      message: `the next hop \`${via}\` is ${nodes.length} nodes`,
      path,
      label: `expected one node, as in ${nodes[0] ?? ""}`,
    };
  }
}
