import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { RunningLab } from "../engine.ts";
import { stateFolder } from "../state/state-folder.ts";
import { errorCode, unwritableState } from "../state/unwritable-state.ts";
import { type AnchorIdentity, anchorLives } from "./anchor.ts";
import type { Bound } from "./cgroup-trees.ts";
import { removeCgroups } from "./cgroups.ts";

/** The init of a node: its number in the lab's PID namespace, and its start time, so that no later process is taken for it. */
export interface NodeInit {
  readonly pid: number;
  readonly startTime: string;
}

/** A lab as the engine remembers it. Only its anchor says whether it stands. */
export interface LabRecord extends RunningLab {
  readonly format: 2;
  readonly anchor: AnchorIdentity;
  readonly inits: Readonly<Record<string, NodeInit>>;
  /** The root file system that its nodes share. */
  readonly image: string;
  readonly uml: { readonly kernel: string; readonly modules: string } | null;
  readonly runtime: string;
  readonly bounded: readonly Bound[];
}

/** The record of a lab that stands; that of a dead one is cleared away. */
export function readRecord(lab: string): LabRecord | null {
  const file = recordFile(lab);
  const record = parsed(file);
  if (record === null) return null;
  if (record.name === lab && anchorLives(record.anchor)) return record;
  // Written anew meanwhile: that lab is not the one found dead.
  if (parsed(file)?.anchor.startTime === record.anchor.startTime) clearRecord(record);
  return null;
}

export function listRecords(): LabRecord[] {
  return recordedNames().flatMap((lab) => readRecord(lab) ?? []);
}

/** Written whole or not at all, and on disk before this returns: a reader never sees half a record. */
export function writeRecord(record: LabRecord): void {
  try {
    writeWhole(record);
  } catch (error) {
    throw unwritableState(stateFolder(), errorCode(error), error);
  }
}

function writeWhole(record: LabRecord): void {
  const file = recordFile(record.name);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.new`;
  const handle = openSync(draft, "w", 0o600);
  try {
    // writeFileSync goes on after a short write; writeSync would not.
    writeFileSync(handle, JSON.stringify(record));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  const folder = openSync(dirname(file), "r");
  fsyncSync(folder);
  closeSync(folder);
}

/** Reads, changes and writes the record without a pause between, so that two acts of one process cannot overwrite each other's. */
export function updateRecord(lab: string, change: (now: LabRecord) => LabRecord): void {
  const now = readRecord(lab);
  if (now !== null) writeRecord(change(now));
}

export function clearRecord({ name, anchor }: Pick<LabRecord, "name" | "anchor">): void {
  removeCgroups(name, anchor.keeper);
  rmSync(dirname(recordFile(name)), { recursive: true, force: true });
}

/** Lab names with a record, dead or alive. */
export function recordedNames(): string[] {
  try {
    return readdirSync(stateFolder(), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch {
    return [];
  }
}

function recordFile(lab: string): string {
  return join(stateFolder(), lab, "record.json");
}

function parsed(file: string): LabRecord | null {
  try {
    const record = JSON.parse(readFileSync(file, "utf8")) as LabRecord;
    return record.format === 2 ? record : null;
  } catch {
    return null;
  }
}
