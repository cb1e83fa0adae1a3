import type { UpOptions } from "../engine.ts";
import { allOf } from "../nodes/all-of.ts";
import { ready } from "../nodes/all-ready.ts";
import type { AttachedLab } from "./attached-lab.ts";
import { attachedReach } from "./attached-reach.ts";
import { booted, withContainer } from "./boot.ts";

/** Resolves once every node that runs has booted and answers its readiness probes. */
export async function standing(
  lab: AttachedLab,
  { progress, signal }: Pick<UpOptions, "progress" | "signal">,
): Promise<AttachedLab> {
  let now = lab;
  const running = lab.plan.nodes.filter(({ name }) => attachedReach(lab).lives(name));
  await allOf(signal, running, async (node, stop) => {
    const one = await booted(lab, node, stop);
    const container = one.containers.get(node.name);
    if (container !== undefined) now = withContainer(now, container);
    progress({ phase: "boot", node: node.name, text: "booted" });
    await ready(attachedReach(one), node, { progress, signal: stop });
  });
  return now;
}
