import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { topologyOf } from "../attached/containers.ts";
import { removeLab } from "../attached/remove-lab.ts";
import { containerlab } from "./containerlab.ts";
import { topologyFolder } from "./topology-folder.ts";

/**
 * Takes a lab away: by containerlab, which also knows what it wrote on this machine beside, where its topology is still
 * there; and by its labels what that left, such as containers that stood in for others.
 */
export async function down(lab: string): Promise<void> {
  const topology = await topologyOf(lab);
  if (topology !== null && existsSync(topology)) {
    await containerlab("destroy", topology, { lab }).catch(() => {});
  }
  await removeLab(lab, "containerlab");
  await rm(topologyFolder(lab), { recursive: true, force: true });
}
