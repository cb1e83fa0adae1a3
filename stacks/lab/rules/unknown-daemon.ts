import { parseNodeRef } from "../node-ref.ts";
import { faultKind, faultSpec } from "../schema/fault.ts";
import { tierDaemons } from "../schema/tier.ts";
import { didYouMean, expectedOneOf } from "../suggest.ts";
import { faultsIn } from "./placed-faults.ts";
import type { Rule } from "./rule.ts";

export const unknownDaemon: Rule = {
  name: "unknown-daemon",
  about: "A fault that is about a daemon is about one that its node runs.",
  of: "tests",
  *find({ lab, tests }) {
    for (const { fault, path } of faultsIn(tests)) {
      const spec = faultSpec(fault);
      const kind = faultKind(fault);
      const daemon = spec.daemon?.(fault);
      const { tier: name } = parseNodeRef(spec.about(fault) ?? "");
      const tier = lab.tiers[name];
      if (tier === undefined || (daemon === undefined && kind !== "reload")) continue;
      const directed = Object.values(lab.services).filter(({ director }) => director === name);
      const known = tierDaemons(
        tier,
        directed.map(({ mode }) => mode),
      );
      if (daemon !== undefined && !known.includes(daemon)) {
        yield {
          message: `unknown daemon \`${daemon}\``,
          path: [...path, "daemon"],
          label: known.length === 0 ? `nodes of tier \`${name}\` run none` : expectedOneOf(known, "daemons"),
          cause: { path: ["tiers", name, "role"], label: "its nodes are such" },
          help: didYouMean(daemon, known),
        };
      } else if (daemon === undefined && known.length === 0) {
        yield {
          message: `nothing reloads in \`${spec.about(fault)}\``,
          path: [...path, kind],
          label: "expected a node that runs daemons",
          cause: { path: ["tiers", name, "role"], label: "its nodes run none" },
        };
      }
    }
  },
};
