import type { Step } from "../../../stacks/diff/step.ts";
import type { PlannedNode } from "../../../stacks/plan/plan.ts";
import { command } from "../../commands/command.ts";
import type { ApplyProgress } from "../engine.ts";
import { allOf } from "./all-of.ts";
import { type Change, changeScripts } from "./change-script.ts";
import { masterDoor, plannedNode } from "./door.ts";
import type { Reach } from "./reach.ts";

export interface ChangeOptions {
  readonly progress: ApplyProgress;
  readonly signal: AbortSignal;
  /** Around the change of each node. */
  readonly step?: (name: string, work: () => Promise<void>) => Promise<void>;
}

/** Carries out those steps that change a node in place, all nodes side by side, the steps of each in their order. */
export async function changeNodes(
  reach: Reach,
  steps: readonly Step[],
  { progress, signal, step = (_, work) => work() }: ChangeOptions,
): Promise<void> {
  const changes = steps.filter(isChange);
  const names = [...new Set(changes.map(({ node }) => node))];
  await allOf(signal, names, async (name, stop) => {
    const mine = changes.filter(({ node }) => node === name);
    const kernel = reach.nodeKernels[name] ?? "host";
    const scripts = changeScripts(plannedNode(reach, name), kernel, mine);
    await step(`change ${name}`, async () => {
      for (const { where, script } of scripts) await run(reach, name, where, script, stop);
    });
    progress({
      phase: "steps",
      node: name,
      text: `${mine.length} ${mine.length === 1 ? "change" : "changes"}`,
    });
  });
}

/** The nodes of the steps, and the directors: they watch the others. */
export function touchedNodes({ plan }: Reach, steps: readonly Step[]): PlannedNode[] {
  const names = new Set(steps.flatMap((one) => ("node" in one ? [one.node] : [])));
  return plan.nodes.filter(
    ({ name, readiness }) => names.has(name) || readiness.some(({ kind }) => kind === "ipvs"),
  );
}

async function run(
  reach: Reach,
  name: string,
  where: "network" | "outer",
  script: string,
  signal: AbortSignal,
): Promise<void> {
  const door = masterDoor(reach, name, where);
  const words = door.words(["/bin/sh", "-s"], false);
  const said = await command(words, { env: door.environment, input: script, signal });
  if (said.exitCode === 0) return;
  const why = said.stderr.trim() || said.stdout.trim() || `exit code ${said.exitCode}`;
  throw new Error(`${name} cannot be changed: ${why}`);
}

function isChange(one: Step): one is Change {
  return !["remove-node", "create-node", "remove-segment", "add-segment"].includes(one.do);
}
