import { containerName } from "../../../stacks/emit/labels.ts";
import type { Plan } from "../../../stacks/plan/plan.ts";
import type { LabContainer } from "./containers.ts";

/**
 * Which networks of a running lab are gone, or have lost nodes that run, in words; null where all are as planned. Docker
 * lets a network be removed below containers that run (`docker network disconnect --force`), whose interfaces stay and
 * hear nothing. Labs on bridges of another tool have no networks of the daemon.
 */
export function cutOff(plan: Plan, containers: ReadonlyMap<string, LabContainer>): string | null {
  const lost = plan.segments.flatMap(({ name: segment }) => {
    const nodes = plan.nodes.flatMap(({ name, interfaces }) => {
      const container = containers.get(name);
      const runs = container?.madeBy === "docker" && container.init !== null;
      if (!runs || !interfaces.some((one) => one.segment === segment)) return [];
      return container.networks.includes(containerName(container.prefix, segment)) ? [] : [name];
    });
    return nodes.length === 0
      ? []
      : [`${nodes.join(", ")} ${nodes.length === 1 ? "is" : "are"} not on network ${segment} any more`];
  });
  return lost.length === 0 ? null : lost.join("; ");
}
