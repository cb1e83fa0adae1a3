import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import type { DropReason } from "../../stacks/lab/schema/expectations/dropped.ts";
import type { Check } from "./check.ts";
import { holdsIf } from "./outcome.ts";
import { count, listed } from "./wording.ts";

const REASONS: Readonly<Record<DropReason, string>> = {
  blocked: "from blocked sources",
  "over-rate": "from sources that opened connections too fast",
  "over-connections": "from sources that had too many connections open",
};

/** What a guard dropped for one reason, by its own counters. */
export const dropped: Check<"dropped"> = {
  name: "dropped",
  company: "beside",
  needs: (expectation, running) =>
    nodesInPlan(expectation.at, running).map((node) => ({ kind: "drops", node })),
  judge(expectation, { running, seen }) {
    const { at, by } = expectation;
    const guards = nodesInPlan(at, running);
    const readings = seen.drops.filter((reading) => reading.by === by && guards.includes(reading.node));
    const packets = readings.reduce((sum, reading) => sum + reading.packets, 0);
    return {
      outcome: holdsIf(readings.length > 0 && packets >= expectation["at-least"]),
      expected: `at least ${count(expectation["at-least"], "packet")} dropped ${REASONS[by]}`,
      observed: readings.length === 0 ? "no counter" : `${packets} dropped`,
      figure: `${count(packets, "packet")} ${by}`,
      sentence: `${listed(guards)} dropped ${count(packets, "packet")} ${REASONS[by]}.`,
      look: `exec ${running.lab} ${guards[0] ?? at} -- nft list table inet guard`,
    };
  },
};
