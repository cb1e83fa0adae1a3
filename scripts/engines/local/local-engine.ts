import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import type { Engine, RunningLab } from "../engine.ts";
import { killAnchor } from "./anchor.ts";
import { step } from "./crash-step.ts";
import { withLock } from "./lock.ts";
import { clearRecord, type LabRecord, listRecords, readRecord } from "./record.ts";
import { runInNode } from "./run.ts";
import type { UmlFiles } from "./uml.ts";
import { keep, up } from "./up.ts";

/** What nodes are made from on this machine. */
export interface LocalImage {
  /** The folder of the root file system that all nodes share, read-only. */
  readonly rootfs: string;
  /** Null where no node can have a kernel of its own. */
  readonly uml: UmlFiles | null;
}

/** The embedded engine: a lab is one process tree of this machine. `image` is asked for when a node is to be made. */
export function localEngine(image: () => Promise<LocalImage>): Engine {
  return {
    name: "local",
    list: async () => listRecords(),
    find: async (lab) => readRecord(lab) ?? undefined,
    up: async (options) => up(options, await image()),
    keep: async (lab) => keep(lab),
    down,
    run: async (lab, node, words, options) => runInNode(recordOf(lab), node, words, options),
    withLock,
  } as unknown as Engine;
}

async function down(lab: string): Promise<void> {
  const record = readRecord(lab);
  if (record === null) return;
  await step("kill anchor", () => killAnchor(record.anchor));
  await step("clear record", () => clearRecord(lab));
}

/** The record as it is now: the lab that a verb holds may have been changed or have died meanwhile. */
function recordOf(lab: RunningLab): LabRecord {
  const record = readRecord(lab.name);
  if (record === null)
    throw new ToldError(`lab ${lab.name} is not running`, { exitCode: EXIT.cannotRunHere });
  return record;
}
