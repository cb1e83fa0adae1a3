import { type LabView, labView } from "../../scripts/watch/model/lab-view.ts";
import type { NodeReading } from "../../scripts/watch/model/node-view.ts";
import type { WatchState } from "../../scripts/watch/session.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { devText, upWith } from "./told.ts";

/** A plan's lab whose nodes all live, with these readings in the place of those of some nodes. */
export function viewOf(plan: Plan, others: Readonly<Record<string, NodeReading>> = {}): LabView {
  const readings = plan.nodes.map(({ name, interfaces, daemons }): [string, NodeReading] => [
    name,
    upWith(
      {
        counters: devText(Object.fromEntries(interfaces.map((one) => [one.name, [0, 0] as const]))),
        carriers: interfaces.map((one) => `/sys/class/net/${one.name}/carrier 1`).join("\n"),
        daemons: daemons.map((one) => `/run/service/${one.name}/supervise/stat run`).join("\n"),
      },
      { counters: devText(Object.fromEntries(interfaces.map((one) => [one.name, [120, 80] as const]))) },
    ),
  ]);
  return labView({ plan, nodeKernels: {} }, new Map([...readings, ...Object.entries(others)]));
}

/** A watch of such a lab. */
export function stateOf(plan: Plan, view: LabView, change: Partial<WatchState> = {}): WatchState {
  return {
    lab: {
      name: plan.lab,
      engine: "local",
      source: `/labs/${plan.lab}.yaml`,
      plan,
      nodeKernels: {},
      since: 0,
      unfinished: false,
      bounded: [],
    },
    view,
    events: [],
    traffic: null,
    changed: [],
    doing: null,
    isGone: false,
    ...change,
  };
}
