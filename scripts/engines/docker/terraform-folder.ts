import { existsSync } from "node:fs";
import { join } from "node:path";
import { stateFolder } from "../state/state-folder.ts";

/** Where tierlab has a lab's stack and Terraform its state of it. */
export function terraformFolder(lab: string): string {
  return join(stateFolder(), lab, "terraform");
}

/** Whether tierlab itself has deployed a lab. */
export function hasTerraformState(lab: string): boolean {
  return existsSync(join(terraformFolder(lab), "terraform.tfstate"));
}
