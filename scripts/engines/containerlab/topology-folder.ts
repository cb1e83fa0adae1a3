import { existsSync } from "node:fs";
import { join } from "node:path";
import { stateFolder } from "../state/state-folder.ts";

/** Where tierlab has the topology of a lab that it deploys itself. */
export function topologyFolder(lab: string): string {
  return join(stateFolder(), lab, "containerlab");
}

/** Whether tierlab itself has deployed a lab. */
export function hasTopology(lab: string): boolean {
  return existsSync(topologyFolder(lab));
}
