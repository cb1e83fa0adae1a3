import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import { faultSpec } from "../../stacks/lab/schema/fault.ts";
import type { RequestRecord } from "../observe/observation.ts";
import type { Check, Evidence, Judgement } from "./check.ts";
import { firstStrike, type Struck } from "./struck.ts";
import { isServed } from "./success.ts";
import { type Allowed, allowedDetection, outcomeOfTiming, tooBusy } from "./timing.ts";
import { count, seconds } from "./wording.ts";

/**
 * How long routers still send connections to a director that is gone. Only some of the connections were its, so others
 * are served all the while, and the last probe that failed counts, from the first one on: when a kernel died, or a
 * daemon that was told to stop went, nobody else sees as exactly.
 */
export const reroute: Check<"reroute"> = {
  name: "reroute",
  timed: true,
  needs: () => [],
  judge(expectation, evidence) {
    const nodes = nodesInPlan(expectation.around, evidence.running);
    const fault = firstStrike(evidence.seen.faults, nodes, "away", "aside");
    // A break may strike otherwise than the test: what is expected is told by the test's own timeline.
    const isDeath = evidence.test.timeline.some(
      (each) => ("kill" in each || "cut" in each) && faultSpec(each).about(each) === expectation.around,
    );
    const allowed = allowedDetection(expectation.within, isDeath, evidence);
    if (fault === undefined || allowed === null)
      return unmeasured(
        expectation.around,
        fault === undefined
          ? "no fault of the timeline struck it"
          : "no BFD watches over it, which would give a bound",
      );
    return judgeFault(fault, allowed, evidence);
  },
};

function judgeFault(fault: Struck, allowed: Allowed, { seen, running }: Evidence): Judgement {
  const after = seen.requests.filter(({ startedAt }) => startedAt >= fault.at);
  const failed = after.filter((probe) => !isServed(probe));
  const [first, last] = [failed[0], failed.at(-1)];
  const figureMs = first === undefined || last === undefined ? 0 : last.startedAt - first.startedAt;
  const outcome = outcomeOf(fault, figureMs, allowed, after, { failed, latenessMs: seen.latenessMs });
  const did = DID[fault.act] ?? "went";
  return {
    outcome,
    expected: `no failure later than ${seconds(allowed.ms)} (${allowed.because})`,
    observed: last === undefined ? "no probe failed" : `failures for ${seconds(figureMs)}`,
    figure: `${seconds(figureMs)} of ${seconds(allowed.ms)}`,
    sentence:
      outcome === "not-measured"
        ? whyNot(fault, figureMs, allowed, failed, seen.latenessMs)
        : last === undefined
          ? `Not one of ${count(after.length, "probe")} failed when ${fault.node} ${did}.`
          : `${failed.length} of ${count(after.length, "probe")} failed when ${fault.node} ${did}, over ${seconds(figureMs)}.`,
    look: `exec ${running.lab} ${routerOf(fault.node, running)} -- ip route`,
  };
}

const DID: Partial<Record<Struck["act"], string>> = {
  kill: "died",
  stop: "stopped",
  cut: "lost its link",
  withdraw: "withdrew its route",
};

function outcomeOf(
  fault: Struck,
  figureMs: number,
  allowed: Allowed,
  after: readonly RequestRecord[],
  { failed, latenessMs }: { readonly failed: readonly RequestRecord[]; readonly latenessMs: number },
): Judgement["outcome"] {
  // A dead director that nobody noticed had no connections: its death shows nothing.
  if (fault.act === "kill" && failed.length === 0) return "not-measured";
  const watchedMs = (after.at(-1)?.startedAt ?? fault.doneAt) - fault.doneAt;
  if (watchedMs < 2 * allowed.ms && figureMs <= allowed.ms) return "not-measured";
  // Starved of the processor, routers take living directors for dead as well: whose failures these are nobody knows.
  if (figureMs > allowed.ms && latenessMs > STARVED_MS) return "not-measured";
  return outcomeOfTiming(figureMs, allowed.ms, latenessMs);
}

/** As in `stable`: a fifth of the shortest detection time that is of use, three intervals of 50 ms. */
const STARVED_MS = 30;

function whyNot(
  { act, node }: Struck,
  figureMs: number,
  allowed: Allowed,
  failed: readonly RequestRecord[],
  latenessMs: number,
): string {
  if (act === "kill" && failed.length === 0)
    return `Not measured: no probe failed when ${node} died, so none went over it.`;
  return latenessMs > Math.min(STARVED_MS, Math.abs(allowed.ms - figureMs) / 5)
    ? tooBusy(figureMs, allowed.ms, latenessMs)
    : "Not measured: the probes ended too soon after the fault.";
}

function routerOf(director: string, { nodes }: Evidence["running"]): string {
  return nodes.find(({ readiness }) => readiness.some(({ kind }) => kind === "ways"))?.name ?? director;
}

function unmeasured(node: string, why: string): Judgement {
  return {
    outcome: "not-measured",
    expected: "a bound",
    observed: "nothing to measure",
    figure: "none",
    sentence: `Not measured for ${node}: ${why}.`,
    look: null,
  };
}
