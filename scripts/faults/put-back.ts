import { diffPlans } from "../../stacks/diff/diff-plans.ts";
import type { Step } from "../../stacks/diff/step.ts";
import type { Fault } from "../../stacks/lab/schema/fault.ts";
import type { Engine, RunningLab } from "../engines/engine.ts";
import type { Left, PutBack } from "./acts/act.ts";
import { POWER } from "./acts/power.ts";
import { actOf } from "./acts/registry.ts";

/** One act that was begun, in the order of their beginning. */
export interface Begun {
  readonly fault: Fault;
  readonly node: string | null;
}

/** What faults left changed that nothing put back. */
export interface Aftermath {
  /** The nodes without power. */
  readonly down: readonly string[];
  /** What `apply` does; a node without power is made anew, and all that was done to it is gone with that. */
  readonly steps: readonly Step[];
  readonly acts: readonly PutBack[];
}

export function aftermathOf(begun: readonly Begun[], lab: RunningLab): Aftermath {
  const left = new Map<string, Map<string, Left>>();
  for (const { fault, node } of begun) {
    if (node === null) continue;
    for (const one of actOf(fault).leaves(fault, node, lab.plan)) {
      // Whoever is powered on is as planned.
      const known =
        one.what === POWER ? new Map<string, Left>() : (left.get(node) ?? new Map<string, Left>());
      left.set(node, known.set(one.what, one));
    }
  }
  const kept = [...left.values()].flatMap((things) => {
    const power = things.get(POWER);
    return power?.putBack ? [power] : [...things.values()];
  });
  const steps = kept.flatMap(({ putBack }) => (Array.isArray(putBack) ? (putBack as Step[]) : []));
  return {
    down: steps.flatMap((step) => (step.do === "create-node" ? [step.node] : [])),
    steps,
    acts: kept.flatMap(({ putBack }) => (typeof putBack === "function" ? [putBack] : [])),
  };
}

/** Puts back what faults left changed: by the acts' own means, then the plan and nodes by `apply`. */
export async function putBack(
  begun: readonly Begun[],
  lab: RunningLab,
  engine: Engine,
  signal: AbortSignal,
): Promise<void> {
  const { steps, acts, down } = aftermathOf(begun, lab);
  const now = (await engine.find(lab.name)) ?? lab;
  await Promise.all(acts.map((act) => act({ engine, lab: now, signal })));
  const isAnew = (step: Step) => "node" in step && down.includes(step.node) && step.do !== "create-node";
  const changes = diffPlans(now.plan, lab.plan).filter((step) => !isAnew(step));
  // Also where there is nothing to do: directors may not have found out yet that a server is back.
  await engine.apply(now, orderedSteps([...changes, ...steps]), lab.plan, {
    progress: () => {},
    signal,
    poolMayLack: true,
  });
}

/** After a run that was cut off: what the nodes themselves will not tell of is put back, as far as it goes. */
export async function putBackUnseen(
  begun: readonly Begun[],
  lab: RunningLab,
  engine: Engine,
  signal: AbortSignal,
): Promise<void> {
  const { acts } = aftermathOf(begun, lab);
  await Promise.allSettled(acts.map((act) => act({ engine, lab, signal })));
}

/** A node once, and daemons last. */
function orderedSteps(steps: readonly Step[]): Step[] {
  const isDaemon = ({ do: what }: Step) => what === "reload-daemon" || what === "restart-daemon";
  const once = steps.filter(
    (step, at) =>
      step.do !== "create-node" ||
      steps.findIndex((other) => other.do === "create-node" && other.node === step.node) === at,
  );
  return [...once.filter((step) => !isDaemon(step)), ...once.filter(isDaemon)];
}
