import { readdirSync, readFileSync } from "node:fs";
import { loadTemplates } from "../../scripts/load-templates.ts";
import { type LabReading, labVariant, readLab } from "../../stacks/lab/read-lab.ts";
import type { Lab } from "../../stacks/lab/schema/lab.ts";
import type { LabBreak } from "../../stacks/lab/schema/test.ts";
import type { Plan, PlannedNode } from "../../stacks/plan/plan.ts";
import { planLab } from "../../stacks/plan/plan-lab.ts";

const LABS = new URL("../../labs/", import.meta.url);

export const templates = loadTemplates();
export const labNames = readdirSync(LABS)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.slice(0, -".yaml".length));

/** A lab of labs/ with its plan. */
export interface LabUnderTest {
  readonly lab: Lab;
  readonly plan: Plan;
  readonly breaks: readonly BreakUnderTest[];
}

export interface BreakUnderTest {
  /** `dr-reply/0`. */
  readonly name: string;
  readonly labBreak: LabBreak;
  readonly plan: Plan;
}

export function labUnderTest(name: string): LabUnderTest {
  const reading = readLab(readFileSync(new URL(`${name}.yaml`, LABS), "utf8"), { file: `labs/${name}.yaml` });
  if (reading.lab === null) throw new Error(`labs/${name}.yaml has errors`);
  return { lab: reading.lab, plan: planLab(reading.lab, templates), breaks: breaksOf(reading, reading.lab) };
}

/** The plan of a lab's break, by the test's id and the break's number. */
export function brokenPlan(lab: string, name: string): Plan {
  const found = labUnderTest(lab).breaks.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`no break ${name} in ${lab}`);
  return found.plan;
}

export function nodeOf(plan: Plan, name: string): PlannedNode {
  const node = plan.nodes.find((candidate) => candidate.name === name);
  if (node === undefined) throw new Error(`no node ${name} in the plan`);
  return node;
}

function breaksOf(reading: LabReading, lab: Lab): BreakUnderTest[] {
  return lab.tests.flatMap((labTest, test) =>
    labTest.breaks.map((labBreak, index) => ({
      name: `${labTest.id}/${index}`,
      labBreak,
      plan: planLab(labVariant(reading, test, index), templates),
    })),
  );
}
