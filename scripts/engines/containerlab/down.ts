import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { topologyOf } from "../attached/containers.ts";
import { removeLab } from "../attached/remove-lab.ts";
import { containerlab } from "./containerlab.ts";
import { topologyFolder } from "./topology-folder.ts";

/** Milliseconds; a busy daemon is asked to remove a container, and answers before it has. */
const GONE_WITHIN_MS = 30_000;

/**
 * Takes a lab away: by containerlab, which also knows what it wrote on this machine beside, where its topology is still
 * there; and by its labels what that left, such as containers that stood in for others.
 */
export async function down(lab: string): Promise<void> {
  const topology = await topologyOf(lab);
  if (topology !== null && existsSync(topology)) {
    // What it leaves goes by its labels.
    await containerlab("destroy", topology, { lab }).catch(() => {});
  }
  const deadline = Date.now() + GONE_WITHIN_MS;
  for (;;) {
    await removeLab(lab, "containerlab");
    if ((await topologyOf(lab)) === null) break;
    if (Date.now() > deadline) {
      throw new ToldError(`the containers of lab ${lab} do not go`, {
        exitCode: EXIT.cannotRunHere,
        help: `docker ps --all --filter label=tierlab.lab=${lab}`,
      });
    }
    await delay(200);
  }
  await rm(topologyFolder(lab), { recursive: true, force: true });
}
