import { nodesInLab } from "../node-ref.ts";
import type { FaultSpec } from "../schema/faults/fault-spec.ts";
import { paceOf } from "../schema/send.ts";
import type { Rule } from "./rule.ts";
import { nodesStruck } from "./struck.ts";

type Effect = FaultSpec<never>["effect"];

export const faultMissing: Rule = {
  name: "fault-missing",
  about: "What is expected after a fault needs that fault.",
  of: "tests",
  *find({ lab, tests }) {
    for (const { test, path } of tests) {
      if (!(test.send ?? []).some((send) => paceOf(send) !== null)) {
        continue; // traffic-missing and fault-timing tell of it
      }
      const { expect } = test;
      const awaited = [
        ...told("errors-stop", "after", expect["errors-stop"], ["away"]),
        ...told("waits", "after", expect.waits, ["away"]),
        ...told("reroute", "around", expect.reroute, ["away", "aside"]),
        ...told("leaves", "node", expect.leaves, ["away", "aside"]),
        ...told("returns", "node", expect.returns, ["back"]),
      ];
      for (const { ref, at, effects } of awaited) {
        const struck = nodesStruck(lab, test.timeline, effects);
        if (!nodesInLab(ref, lab).every((node) => struck.has(node))) {
          const [effect = "away"] = effects;
          yield {
            message: effect === "back" ? `nothing starts \`${ref}\` again` : `no fault strikes \`${ref}\``,
            path: [...path, "expect", ...at],
            label: `expected a node that a ${effects.map((one) => ACTS[one]).join(" or ")} of the timeline names`,
          };
        }
      }
    }
  },
};

const ACTS: Readonly<Record<Effect, string>> = {
  away: "`kill`, `stop` or `cut`",
  aside: "`drain` or `withdraw`",
  back: "`start`, `restore` or `refill`",
  other: "fault",
};

function told<K extends string>(
  check: string,
  key: K,
  expectations: readonly { readonly [P in K]: string }[] | undefined,
  effects: readonly Effect[],
) {
  return (expectations ?? []).map((one, at) => ({ ref: one[key], at: [check, at, key], effects }));
}
