import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import { faultSpec } from "../../stacks/lab/schema/fault.ts";
import type { RequestRecord } from "../observe/observation.ts";
import type { Check, Evidence, Judgement } from "./check.ts";
import { firstStrike, type Struck } from "./struck.ts";
import { isServed } from "./success.ts";
import { type Allowed, allowedDetection, mayMistakeTheLiving, outcomeOfTiming, tooBusy } from "./timing.ts";
import { count, seconds } from "./wording.ts";

/**
 * How long routers still send connections to a director that is gone. Only some of the connections were its, so others
 * are served all the while, and the last probe that failed counts, from the first one on: when a kernel died, or a
 * daemon that was told to stop went, nobody else sees as exactly.
 */
export const reroute: Check<"reroute"> = {
  name: "reroute",
  company: "paced",
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

function judgeFault(fault: Struck, allowed: Allowed, evidence: Evidence): Judgement {
  const { seen, running } = evidence;
  const after = seen.requests.filter(({ startedAt }) => startedAt >= fault.at);
  const failed = after.filter((probe) => !isServed(probe));
  const [first, last] = [failed[0], failed.at(-1)];
  const figureMs = first === undefined || last === undefined ? 0 : last.startedAt - first.startedAt;
  const outcome = outcomeOf(fault, figureMs, allowed, { after, failed }, evidence);
  const did = DID[fault.act] ?? "went";
  return {
    outcome,
    expected: `no failure later than ${seconds(allowed.ms)} (${allowed.because})`,
    observed: last === undefined ? "no probe failed" : `failures for ${seconds(figureMs)}`,
    figure: `${seconds(figureMs)} of ${seconds(allowed.ms)}`,
    sentence:
      outcome === "not-measured"
        ? whyNot(fault, figureMs, allowed, failed, evidence)
        : last === undefined
          ? `Not one of ${count(after.length, "probe")} failed when ${fault.node} ${did}.`
          : `${failed.length} of ${count(after.length, "probe")} failed when ${fault.node} ${did}, over ${seconds(figureMs)}.`,
    look: `exec ${running.lab} ${routerOf(fault.node, running)} -- ip route`,
    ...(first === undefined
      ? {}
      : { window: { from: first.startedAt, to: first.startedAt + figureMs, boundMs: allowed.ms } }),
  };
}

const DID: Partial<Record<Struck["act"], string>> = {
  kill: "died",
  stop: "stopped",
  cut: "lost its link",
  withdraw: "withdrew its route",
};

/** The probes after the fault, and those of them that failed. */
interface Probes {
  readonly after: readonly RequestRecord[];
  readonly failed: readonly RequestRecord[];
}

function outcomeOf(
  fault: Struck,
  figureMs: number,
  allowed: Allowed,
  { after, failed }: Probes,
  evidence: Evidence,
): Judgement["outcome"] {
  const { latenessMs } = evidence.seen;
  // A dead director that nobody noticed had no connections: its death shows nothing.
  if (fault.act === "kill" && failed.length === 0) return "not-measured";
  const watchedMs = (after.at(-1)?.startedAt ?? fault.doneAt) - fault.doneAt;
  if (watchedMs < 2 * allowed.ms && figureMs <= allowed.ms) return "not-measured";
  if (figureMs > allowed.ms && mayMistakeTheLiving(latenessMs, evidence)) return "not-measured";
  return outcomeOfTiming(figureMs, allowed.ms, latenessMs);
}

function whyNot(
  { act, node }: Struck,
  figureMs: number,
  allowed: Allowed,
  failed: readonly RequestRecord[],
  evidence: Evidence,
): string {
  const { latenessMs } = evidence.seen;
  if (act === "kill" && failed.length === 0)
    return `Not measured: no probe failed when ${node} died, so none went over it.`;
  return mayMistakeTheLiving(latenessMs, evidence) ||
    outcomeOfTiming(figureMs, allowed.ms, latenessMs) === "not-measured"
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
