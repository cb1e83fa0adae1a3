import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plan } from "../../../stacks/plan/plan.ts";
import { CONTAINERS_RECORD } from "../state/remembers-containers.ts";
import { stateFolder } from "../state/state-folder.ts";
import { errorCode, unwritableState } from "../state/unwritable-state.ts";
import type { AttachedLab } from "./attached-lab.ts";

/** What is remembered of a lab whose containers somebody else made: what runs in them by now, when tierlab has changed it. */
export interface AttachedRecord {
  readonly format: 1;
  readonly plan: Plan;
  readonly source: string;
  /** The id of each node's container: with others the record is of another lab. */
  readonly containers: Readonly<Record<string, string>>;
  readonly unfinished: boolean;
}

export function readAttached(lab: string): AttachedRecord | null {
  try {
    const record = JSON.parse(readFileSync(fileOf(lab), "utf8")) as AttachedRecord;
    return record.format === 1 ? record : null;
  } catch {
    return null;
  }
}

/** Keeps what runs in a lab by now. */
export function remember(lab: AttachedLab): void {
  const ids = [...lab.containers].map(([node, { id }]) => [node, id] as const);
  const { plan, source, unfinished } = lab;
  write({ format: 1, plan, source, unfinished, containers: Object.fromEntries(ids) });
}

/** Written whole or not at all. */
function write(record: AttachedRecord): void {
  const file = fileOf(record.plan.lab);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, JSON.stringify(record), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw unwritableState(stateFolder(), errorCode(error), error);
  }
}

/** Forgets the lab, its packets and all else that was kept beside. */
export function clearAttached(lab: string): void {
  rmSync(dirname(fileOf(lab)), { recursive: true, force: true });
}

/** After an `up` that came to nothing: the lab's folder goes, unless something of the lab is still in it. */
export function clearUnused(lab: string): void {
  try {
    rmdirSync(dirname(fileOf(lab)));
  } catch (error) {
    if (!["ENOENT", "ENOTEMPTY"].includes(errorCode(error))) throw error;
  }
}

function fileOf(lab: string): string {
  return join(stateFolder(), lab, CONTAINERS_RECORD);
}
