import { rm } from "node:fs/promises";
import { removeLab } from "../attached/remove-lab.ts";
import { terraformFolder } from "./terraform-folder.ts";

/**
 * Takes a lab away: by its labels, side by side, which is quicker than Terraform's way and works whatever its state says.
 * The state of tierlab's own deployment goes with the lab's record; `cdktf destroy` finds the rest of its own gone.
 */
export async function down(lab: string): Promise<void> {
  await removeLab(lab, "docker");
  await rm(terraformFolder(lab), { recursive: true, force: true });
}
