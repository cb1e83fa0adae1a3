import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { stateFolder } from "./state-folder.ts";

/** What lies in the folder of a lab that runs in containers: its record. */
export const CONTAINERS_RECORD = "attached.json";

/** Whether tierlab has met a lab in containers, or any. */
export function remembersContainers(lab?: string): boolean {
  const has = (name: string) => existsSync(join(stateFolder(), name, CONTAINERS_RECORD));
  if (lab !== undefined) return has(lab);
  try {
    return readdirSync(stateFolder()).some(has);
  } catch {
    return false;
  }
}
