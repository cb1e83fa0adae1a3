import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import type { Expectation } from "../../stacks/lab/schema/expect.ts";
import { failoverBound } from "../../stacks/plan/failover-bound.ts";
import type { Plan, PlannedNode } from "../../stacks/plan/plan.ts";
import type { FaultRecord, RequestRecord } from "../observe/observation.ts";
import type { Check, Evidence, Judgement } from "./check.ts";
import { firstStrike, type Struck } from "./struck.ts";
import { failureOf, isServed } from "./success.ts";
import { type Allowed, outcomeOfTiming, tooBusy } from "./timing.ts";
import { count, seconds } from "./wording.ts";

/** How long probes wait for their answers when a server has died and another one is asked; one that fails waits for ever. */
export const waits: Check<"waits"> = {
  name: "waits",
  company: "paced",
  needs: () => [],
  judge(expectation, evidence) {
    const { running, seen } = evidence;
    const death = firstStrike(seen.faults, nodesInPlan(expectation.after, running), "away");
    const allowed = allowedWait(expectation, evidence);
    if (death === undefined) return unmeasured(expectation, "no fault of the timeline struck it");
    if (allowed === null) return unmeasured(expectation, "nobody asks another one in its stead");
    if (!seen.requests.some(({ endedAt, servedBy }) => endedAt < death.at && servedBy.includes(death.node)))
      return unmeasured(expectation, "it served nothing before it died");
    return judgeWaits(death, allowed, evidence);
  },
};

function judgeWaits(death: Struck, allowed: Allowed, { seen, running }: Evidence): Judgement {
  const probes = probesAfter(death, seen.requests, seen.faults);
  const failed = probes.filter((probe) => !isServed(probe));
  const longestMs = Math.max(0, ...probes.map(({ startedAt, endedAt }) => endedAt - startedAt));
  const [first] = failed;
  const outcome =
    probes.length === 0
      ? "not-measured"
      : first !== undefined && longestMs <= allowed.ms
        ? "fails"
        : outcomeOfTiming(longestMs, allowed.ms, seen.latenessMs);
  const found = `After ${death.node} died ${count(probes.length, "probe")} waited for at most ${seconds(longestMs)}`;
  return {
    outcome,
    expected: `every probe is served within ${seconds(allowed.ms)} (${allowed.because})`,
    observed: `at most ${seconds(longestMs)}, ${failed.length} failed`,
    figure: `${seconds(longestMs)} of ${seconds(allowed.ms)}`,
    sentence:
      outcome === "not-measured"
        ? probes.length === 0
          ? "Not measured: the probes ended before the fault."
          : tooBusy(longestMs, allowed.ms, seen.latenessMs)
        : first === undefined
          ? `${found}.`
          : `${found}, and ${failed.length} failed: ${failureOf(first)}.`,
    look: `logs ${running.lab} ${passersOf([death.node], running)[0]?.name ?? death.node}`,
  };
}

/** Those that were under way when it died, or began before it came back. */
function probesAfter(
  death: Struck,
  requests: readonly RequestRecord[],
  faults: readonly FaultRecord[],
): RequestRecord[] {
  const later = faults.filter(({ at }) => at > death.at);
  const end = firstStrike(later, [death.node], "back")?.at ?? Number.POSITIVE_INFINITY;
  return requests.filter(({ startedAt, endedAt }) => endedAt > death.at && startedAt < end);
}

/** By the timers of whoever passes requests on to it; the slowest where there are several. */
function allowedWait(
  { after, "at-most": most }: Expectation<"waits">,
  { expectedOf }: Evidence,
): Allowed | null {
  if (most !== "bound") return { ms: most, because: "as the lab says" };
  const bounds = passersOf(nodesInPlan(after, expectedOf), expectedOf).flatMap(({ failover }) =>
    failover === undefined ? [] : [failoverBound(failover)],
  );
  const [slowest] = bounds.toSorted((one, other) => other.ms - one.ms);
  return slowest === undefined ? null : { ms: slowest.ms, because: slowest.formula };
}

/** Who passes requests on to these nodes. */
function passersOf(names: readonly string[], { nodes }: Plan): PlannedNode[] {
  const tiers = nodes.flatMap(({ name, tier }) => (names.includes(name) ? [tier] : []));
  return nodes.filter(({ passesTo = [] }) => passesTo.some((tier) => tiers.includes(tier)));
}

function unmeasured({ after }: Expectation<"waits">, why: string): Judgement {
  return {
    outcome: "not-measured",
    expected: "a bounded wait",
    observed: "nothing to measure",
    figure: "none",
    sentence: `Not measured for ${after}: ${why}.`,
    look: null,
  };
}
