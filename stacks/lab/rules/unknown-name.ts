import type { Finding } from "../finding.ts";
import { nodeName, nodesInLab, parseNodeRef, tierNodes } from "../node-ref.ts";
import type { Mention } from "../schema/mention.ts";
import { meant, seenFrom } from "../sites/site-name.ts";
import { didYouMean, expectedOneOf } from "../suggest.ts";
import { mentionsIn } from "./mentions.ts";
import type { NameKind, Rule, RuleSubject } from "./rule.ts";

/** Names of segments, tiers and services that the lab does not have. */
export const unknownSegment = unknown("segment", "segments");
export const unknownTier = unknown("tier", "tiers");
export const unknownService = unknown("service", "services");

export const unknownNode: Rule = {
  name: "unknown-node",
  about: "Nodes that the lab does not have: their tier is unknown, or has fewer nodes.",
  of: "lab",
  *find(subject) {
    for (const one of mentionsIn(subject)) {
      if (one.kind === "node") {
        yield* nodeFinding(one, subject);
      }
    }
  },
};

function unknown(kind: Mention["kind"], of: NameKind): Rule {
  return {
    name: `unknown-${kind}`,
    about: `A ${kind} that is named somewhere stands under \`${of}\` of the lab.`,
    of: "lab",
    *find(subject) {
      const own = subject.names[of];
      for (const { kind: one, name, path, on } of mentionsIn(subject)) {
        // Who may be asked without a service has a name of its own.
        const isAsked =
          kind === "service" && (one === "asked" || one === "answer") && !subject.names.tiers.includes(name);
        const known = isAsked && one === "asked" ? [...own, ...subject.names.names] : own;
        if ((one === kind || isAsked) && !known.includes(name)) {
          const seen = seenFrom(path, known);
          const label = expectedOneOf(seen, of);
          yield { message: `unknown ${kind} \`${name}\``, path, on, label, help: didYouMean(name, seen) };
        }
      }
    },
  };
}

function* nodeFinding({ name, path }: Mention, { lab, names }: RuleSubject): Generator<Finding> {
  const [tier] = meant(parseNodeRef(name).tier, names.tiers);
  if (tier === undefined) {
    const known = [
      ...names.tiers,
      ...Object.entries(lab.tiers).flatMap(([one, { count }]) => tierNodes(one, Math.min(count, 20))),
    ];
    const label = expectedOneOf(seenFrom(path, names.tiers), "tiers").replace("one of:", "a node of one of:");
    yield { message: `unknown node \`${name}\``, path, label, help: didYouMean(name, seenFrom(path, known)) };
    return;
  }
  const count = lab.tiers[tier]?.count;
  if (count !== undefined && nodesInLab(name, lab).length === 0) {
    const label =
      count === 1
        ? `tier \`${tier}\` has 1 node: ${nodeName(tier, 1)}`
        : `tier \`${tier}\` has ${count} nodes: ${nodeName(tier, 1)} to ${nodeName(tier, count)}`;
    yield {
      message: `unknown node \`${name}\``,
      path,
      label,
      cause: { path: ["tiers", tier, "count"], label: "as counted here" },
    };
  }
}
