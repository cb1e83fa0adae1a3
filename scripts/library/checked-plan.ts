import { readFileSync } from "node:fs";
import { stringify } from "yaml";
import type { LabDefinition } from "../../stacks/lab/definition/define-lab.ts";
import { readLab } from "../../stacks/lab/read-lab.ts";
import { renderDiagnostic } from "../../stacks/lab/render-diagnostic.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { planLab } from "../../stacks/plan/plan-lab.ts";
import { loadTemplates } from "../load-templates.ts";

/** The plan of a lab, or of the lab file at a path. Throws with every error of it, each with its place. */
export function checkedPlan(lab: LabDefinition | string): Plan {
  const text = typeof lab === "string" ? readFileSync(lab, "utf8") : stringify(lab);
  const file = typeof lab === "string" ? lab : `${lab.lab} by defineLab, as YAML`;
  const reading = readLab(text, { file });
  if (reading.lab !== null) return planLab(reading.lab, loadTemplates());
  const told = reading.diagnostics.map((one) => renderDiagnostic(one, text, (_, words) => words));
  throw new Error(`the lab is not right\n\n${told.join("\n\n")}`);
}
