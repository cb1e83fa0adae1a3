import type { Step } from "../../../stacks/diff/step.ts";
import type { FaultOf } from "../../../stacks/lab/schema/fault.ts";
import type { Act } from "./act.ts";

/** As a changed file asks for it: a signal, a command of the daemon's own, or a restart. */
export const reload: Act<FaultOf<"reload">> = {
  alone: true,
  carryOut({ daemon }, node, { engine, lab, signal }) {
    const daemons = lab.plan.nodes.find(({ name }) => name === node)?.daemons ?? [];
    const steps = daemons
      .filter(({ name }) => daemon === undefined || name === daemon)
      .map(({ name }): Step => ({ do: "reload-daemon", node, daemon: name }));
    return engine.apply(lab, steps, lab.plan, { progress: () => {}, signal, poolMayLack: true });
  },
  leaves: () => [],
};
