import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import type { Expectation } from "../../stacks/lab/schema/expect.ts";
import { withdrawalBound } from "../../stacks/plan/bfd-bound.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import type { FaultRecord } from "../observe/observation.ts";
import { isSyn, openings } from "../observe/packets/openings.ts";
import type { Check, Evidence, Judgement } from "./check.ts";
import { holdsIf } from "./outcome.ts";
import { firstStrike } from "./struck.ts";
import { type Allowed, outcomeOfTiming, tooBusy } from "./timing.ts";
import { count, seconds } from "./wording.ts";

/**
 * How long new connections still come to a node that was taken out in order. A web server says itself whom it served;
 * what comes to a director is seen on the wire.
 */
export const leaves: Check<"leaves"> = {
  name: "leaves",
  company: "paced",
  needs: ({ node }, running) => (isDirector(node, running) ? [{ kind: "packets" }] : []),
  judge(expectation, evidence) {
    const { running, seen } = evidence;
    const nodes = nodesInPlan(expectation.node, running);
    // Where a break lets something else strike, the node is to be left alone from then on all the same.
    const fault = firstStrike(seen.faults, nodes, "aside", "away") ?? seen.faults[0];
    const allowed = allowedLeave(expectation, running);
    const came = newConnections(nodes, evidence);
    if (fault === undefined) return unmeasured(expectation, allowed, "no fault struck");
    if (!came.some((at) => at < fault.at))
      return unmeasured(expectation, allowed, "nothing came to it before the fault either");
    return judgeLeave(expectation.node, fault, came, allowed, evidence);
  },
};

function judgeLeave(
  node: string,
  fault: FaultRecord,
  came: readonly number[],
  allowed: Allowed,
  { seen, running }: Evidence,
): Judgement {
  const after = came.filter((at) => at > fault.doneAt);
  const figureMs = after.length === 0 ? 0 : Math.max(...after) - fault.doneAt;
  const others = seen.requests.filter(({ startedAt }) => startedAt > fault.doneAt + allowed.ms);
  const outcome =
    others.length === 0
      ? "not-measured"
      : // Once a weight is 0 nobody's lateness makes a connection.
        allowed.ms === 0
        ? holdsIf(figureMs === 0)
        : outcomeOfTiming(figureMs, allowed.ms, seen.latenessMs);
  const told = after.length === 0 ? "none" : `${after.length}, the last after ${seconds(figureMs)}`;
  return {
    outcome,
    expected: `no new connection later than ${seconds(allowed.ms)} (${allowed.because})`,
    observed: told,
    figure: `${seconds(figureMs)} of ${seconds(allowed.ms)}, ${count(after.length, "connection")}`,
    sentence:
      others.length === 0
        ? "Not measured: the probes ended too soon after the fault."
        : outcome === "not-measured"
          ? tooBusy(figureMs, allowed.ms, seen.latenessMs)
          : `${count(after.length, "new connection")} came to ${node} after it was taken out, while ${count(others.length, "probe")} were sent.`,
    look: `exec ${running.lab} ${running.services[0]?.directors[0] ?? node} -- ipvsadm -Ln`,
    window: { from: fault.doneAt, to: fault.doneAt + figureMs, boundMs: allowed.ms },
  };
}

function allowedLeave({ node, within }: Expectation<"leaves">, running: Plan): Allowed {
  if (within !== "bound") return { ms: within, because: "as the lab says" };
  if (!isDirector(node, running)) return { ms: 0, because: "by then every director gives it the weight 0" };
  const { ms, formula } = withdrawalBound();
  return { ms, because: formula };
}

/** When new connections came to the nodes, milliseconds since the epoch. */
function newConnections(nodes: readonly string[], { running, seen }: Evidence): number[] {
  const directors = nodes.filter((node) => isDirector(node, running));
  const vips = running.services.map(({ vip }) => vip);
  const there = seen.packets.filter(
    ({ point, direction, ip }) =>
      direction === "in" && directors.includes(point.node) && vips.includes(ip?.dst ?? ""),
  );
  return [
    ...openings(there.filter(isSyn)).map(({ at }) => at),
    ...seen.requests
      .filter(({ servedBy, reused }) => !reused && servedBy.some((node) => nodes.includes(node)))
      .map(({ startedAt }) => startedAt),
  ];
}

function isDirector(ref: string, { nodes, ...plan }: Plan): boolean {
  const [first] = nodesInPlan(ref, { nodes });
  return plan.services.some(({ directors }) => directors.includes(first ?? ""));
}

function unmeasured({ node }: Expectation<"leaves">, { ms }: Allowed, why: string): Judgement {
  return {
    outcome: "not-measured",
    expected: `no new connection later than ${seconds(ms)}`,
    observed: "nothing to measure",
    figure: "none",
    sentence: `Not measured for ${node}: ${why}.`,
    look: null,
  };
}
