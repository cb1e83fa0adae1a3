import type { Plan } from "../../../stacks/plan/plan.ts";
import type { RunningLab } from "../../engines/engine.ts";
import { type NameView, namesIn } from "./name-answers.ts";
import { type NodeReading, type NodeView, nodeView } from "./node-view.ts";
import { type RouterView, routerViews } from "./router-view.ts";
import { type ServiceView, serviceView } from "./service-view.ts";

/** A running lab as a person sees it at one moment. */
export interface LabView {
  readonly nodes: readonly NodeView[];
  readonly services: readonly ServiceView[];
  readonly routers: readonly RouterView[];
  readonly names: readonly NameView[];
}

const UNKNOWN: NodeReading = { health: "unknown", told: new Map() };

/** What the nodes told, in the terms of the plan that runs; `written` is that of the lab's file. */
export function labView(
  { plan, nodeKernels }: Pick<RunningLab, "plan" | "nodeKernels">,
  readings: ReadonlyMap<string, NodeReading>,
  written: Plan = plan,
): LabView {
  const readingOf = (node: string) => readings.get(node) ?? UNKNOWN;
  const server = plan.nodes.find(({ name, role }) => role === "dns" && readingOf(name).health === "up");
  return {
    nodes: plan.nodes.map((node) => nodeView(node, readingOf(node.name), nodeKernels[node.name] ?? "host")),
    services: plan.services.map((service) =>
      serviceView(service, written.services.find(({ name }) => name === service.name) ?? service, readingOf),
    ),
    routers: routerViews(plan, readingOf),
    names: namesIn(server === undefined ? undefined : readingOf(server.name).told.get("names")?.text, plan),
  };
}
