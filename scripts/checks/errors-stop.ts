import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import type { FaultRecord, RequestRecord } from "../observe/observation.ts";
import type { Check, Evidence, Judgement } from "./check.ts";
import { firstStrike, type Struck } from "./struck.ts";
import { isServed } from "./success.ts";
import { type Allowed, allowedRemoval, outcomeOfTiming, tooBusy } from "./timing.ts";
import { count, seconds } from "./wording.ts";

/** How long probes go on failing after a node's death, counted to the start of the last failed one before its return. */
export const errorsStop: Check<"errors-stop"> = {
  name: "errors-stop",
  company: "paced",
  needs: () => [],
  judge(expectation, evidence) {
    const { running, seen } = evidence;
    const nodes = nodesInPlan(expectation.after, running);
    const death = firstStrike(seen.faults, nodes, "away");
    const allowed = allowedRemoval(expectation.within, evidence);
    if (death === undefined)
      return unmeasured(expectation.after, "No fault of the timeline struck it.", allowed);
    if (allowed === null)
      return unmeasured(death.node, "Its service has no health check, which would give a bound.", null);
    return judgeDeath(death, allowed, evidence);
  },
};

function judgeDeath(death: Struck, allowed: Allowed, { seen, running }: Evidence): Judgement {
  if (!servedBefore(death, seen.requests))
    return unmeasured(death.node, "It served nothing before it died, so its death shows nothing.", allowed);
  const { probes, windowMs } = probesWhileDead(death, seen.requests, seen.faults);
  const failed = probes.filter((probe) => !isServed(probe));
  const last = failed.at(-1);
  const figureMs = last === undefined ? 0 : Math.max(0, last.startedAt - death.doneAt);
  const servedAfter = probes.some((probe) => isServed(probe) && probe.startedAt > (last?.startedAt ?? 0));
  const outcome =
    figureMs <= allowed.ms && (windowMs < allowed.ms || !servedAfter)
      ? "not-measured"
      : outcomeOfTiming(figureMs, allowed.ms, seen.latenessMs);
  const figure = `${seconds(figureMs)} of ${seconds(allowed.ms)}`;
  const found = `${failed.length} of ${count(probes.length, "probe")} failed after ${death.node} died, the last one ${seconds(figureMs)} later`;
  return {
    outcome,
    expected: `no failure later than ${seconds(allowed.ms)} after ${death.node} died (${allowed.because})`,
    observed: last === undefined ? "no probe failed" : `the last failure ${seconds(figureMs)} after it`,
    figure,
    sentence:
      last === undefined && outcome === "holds"
        ? `Not one of ${count(probes.length, "probe")} failed after ${death.node} died.`
        : outcome !== "not-measured"
          ? `${found}${outcome === "fails" && !servedAfter ? ", and none was served after it" : ""}.`
          : windowMs < allowed.ms
            ? `Not measured: probes of the dead ${death.node} went on for ${seconds(windowMs)} only, which is less than the bound.`
            : servedAfter
              ? tooBusy(figureMs, allowed.ms, seen.latenessMs)
              : "Not measured: no probe was served after the last failure, so nobody knows whether failures stopped.",
    look: `logs ${running.lab} ${running.services[0]?.directors[0] ?? death.node}`,
    window: { from: death.doneAt, to: death.doneAt + figureMs, boundMs: allowed.ms },
  };
}

function servedBefore({ node, at }: Struck, requests: readonly RequestRecord[]): boolean {
  return requests.some(({ startedAt, servedBy }) => startedAt < at && servedBy.includes(node));
}

/** The probes between a death and the node's return, the earliest first, and for how many milliseconds they went on. */
function probesWhileDead(
  death: Struck,
  requests: readonly RequestRecord[],
  faults: readonly FaultRecord[],
): { probes: RequestRecord[]; windowMs: number } {
  const later = faults.filter(({ at }) => at > death.at);
  const back = firstStrike(later, [death.node], "back");
  const end = back?.at ?? Number.POSITIVE_INFINITY;
  const probes = requests
    .filter(({ startedAt }) => startedAt >= death.at && startedAt < end)
    .sort((a, b) => a.startedAt - b.startedAt);
  const until = probes.at(-1)?.startedAt ?? death.at;
  return { probes, windowMs: Math.max(0, until - death.doneAt) };
}

function unmeasured(node: string, why: string, allowed: Allowed | null): Judgement {
  return {
    outcome: "not-measured",
    expected:
      allowed === null ? "a bound" : `no failure later than ${seconds(allowed.ms)} after ${node} died`,
    observed: "nothing to measure",
    figure: "none",
    sentence: `Not measured for ${node}: ${why}`,
    look: null,
  };
}
