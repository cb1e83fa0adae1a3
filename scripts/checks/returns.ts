import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import type { Check, Evidence, Judgement } from "./check.ts";
import { firstStrike, type Struck } from "./struck.ts";
import { isServed } from "./success.ts";
import { type Allowed, allowedReturn, outcomeOfTiming, tooBusy } from "./timing.ts";
import { seconds } from "./wording.ts";

/** How long a node that is powered on again takes until it serves a probe. */
export const returns: Check<"returns"> = {
  name: "returns",
  company: "paced",
  needs: () => [],
  judge(expectation, evidence) {
    const { running, seen } = evidence;
    const nodes = nodesInPlan(expectation.node, running);
    const start = firstStrike(seen.faults, nodes, "back");
    const allowed = allowedReturn(expectation.within, evidence);
    if (start === undefined) return unmeasured(expectation.node, "the timeline did not start it", allowed);
    if (allowed === null)
      return unmeasured(start.node, "its service has no health check, which would give a bound", null);
    return judgeReturn(start, allowed, evidence);
  },
};

function judgeReturn(start: Struck, allowed: Allowed, { seen, running }: Evidence): Judgement {
  const after = seen.requests.filter(({ startedAt }) => startedAt > start.at);
  const served = after
    .filter((probe) => isServed(probe) && probe.servedBy.includes(start.node))
    .map(({ endedAt }) => endedAt - start.at);
  const watchedMs = Math.max(0, ...after.map(({ startedAt }) => startedAt - start.at));
  const firstMs = served.length === 0 ? null : Math.min(...served);
  const outcome =
    firstMs === null
      ? watchedMs < allowed.ms
        ? "not-measured"
        : "fails"
      : outcomeOfTiming(firstMs, allowed.ms, seen.latenessMs);
  return {
    outcome,
    expected: `served again within ${seconds(allowed.ms)} of its power-on (${allowed.because})`,
    observed: firstMs === null ? `not in ${seconds(watchedMs)}` : `after ${seconds(firstMs)}`,
    figure: `${firstMs === null ? "none" : seconds(firstMs)} of ${seconds(allowed.ms)}`,
    sentence:
      firstMs === null
        ? outcome === "fails"
          ? `${start.node} served no probe in the ${seconds(watchedMs)} after its power-on.`
          : `Not measured: ${start.node} served no probe, but the probes ended ${seconds(watchedMs)} after its power-on, before the bound.`
        : outcome === "not-measured"
          ? tooBusy(firstMs, allowed.ms, seen.latenessMs)
          : `${start.node} served its first probe ${seconds(firstMs)} after its power-on.`,
    look: `logs ${running.lab} ${start.node}`,
    window: { from: start.at, to: start.at + (firstMs ?? watchedMs), boundMs: allowed.ms },
  };
}

function unmeasured(node: string, why: string, allowed: Allowed | null): Judgement {
  return {
    outcome: "not-measured",
    expected: allowed === null ? "a bound" : `served again within ${seconds(allowed.ms)} of its power-on`,
    observed: "nothing to measure",
    figure: "none",
    sentence: `Not measured for ${node}: ${why}.`,
    look: null,
  };
}
