import { nodesInLab } from "../node-ref.ts";
import { type Fault, faultTarget } from "../schema/fault.ts";
import type { Lab } from "../schema/lab.ts";
import type { Rule } from "./rule.ts";

/** What is expected after a fault needs that fault, and a node can only be started once it is down. */
export const faultMissing: Rule = {
  name: "fault-missing",
  of: "tests",
  *find({ lab, tests }) {
    for (const { test, path } of tests) {
      const down = struck(lab, test.timeline, false);
      const started = struck(lab, test.timeline, true);
      if (!(test.send ?? []).some((send) => "probe" in send)) {
        continue; // traffic-missing and fault-timing tell of it
      }
      const gone = [
        ...(test.expect["errors-stop"] ?? []).map(({ after }, at) => ({
          ref: after,
          at: ["errors-stop", at, "after"],
        })),
        ...(test.expect.reroute ?? []).map(({ around }, at) => ({
          ref: around,
          at: ["reroute", at, "around"],
        })),
      ];
      for (const { ref, at } of gone) {
        if (!nodesInLab(ref, lab).every((node) => down.has(node))) {
          yield {
            message: `no fault strikes \`${ref}\``,
            path: [...path, "expect", ...at],
            label: "expected a node that a `kill` or `stop` of the timeline names",
          };
        }
      }
      for (const [at, { node }] of (test.expect.returns ?? []).entries()) {
        if (!nodesInLab(node, lab).every((one) => started.has(one))) {
          const label = "expected a node that a `start` of the timeline names";
          yield {
            message: `nothing starts \`${node}\` again`,
            path: [...path, "expect", "returns", at, "node"],
            label,
          };
        }
      }
      for (const [at, fault] of test.timeline.entries()) {
        const { act, ref } = faultTarget(fault);
        const before = struck(
          lab,
          test.timeline.filter((other) => other.at < fault.at),
          false,
        );
        if (act === "start" && !nodesInLab(ref, lab).every((node) => before.has(node))) {
          const label = "expected a `kill` or `stop` of it at an earlier time";
          yield {
            message: `\`${ref}\` is started while it runs`,
            path: [...path, "timeline", at, "start"],
            label,
          };
        }
      }
    }
  },
};

function struck(lab: Lab, timeline: readonly Fault[], starts: boolean): Set<string> {
  const targets = timeline.map(faultTarget).filter(({ act }) => (act === "start") === starts);
  return new Set(targets.flatMap(({ ref }) => nodesInLab(ref, lab)));
}
