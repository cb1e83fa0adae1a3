import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import type { Engine, RunningLab } from "../engine.ts";
import { killAnchor } from "./anchor.ts";
import { apply } from "./apply.ts";
import { capture } from "./capture.ts";
import { sweepCgroups } from "./cgroups.ts";
import { step } from "./crash-step.ts";
import { interact } from "./interact.ts";
import { withLock } from "./lock.ts";
import { observeNode } from "./observe.ts";
import { power } from "./power.ts";
import { clearRecord, type LabRecord, listRecords, readRecord } from "./record.ts";
import { runInNode } from "./run.ts";
import { setLink } from "./set-link.ts";
import { spawnInNode } from "./spawn.ts";
import { tool } from "./tool.ts";
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
    list: async () => {
      sweepCgroups();
      return listRecords();
    },
    find: async (lab) => {
      sweepCgroups();
      return readRecord(lab) ?? undefined;
    },
    up: async (options) => up(options, await image()),
    keep: async (lab) => keep(lab),
    down,
    run: async (lab, node, words, options) => runInNode(recordOf(lab), node, words, options),
    apply: async (lab, steps, wanted, progress, signal) =>
      apply(recordOf(lab), steps, wanted, { progress, signal }),
    spawn: async (lab, node, words, options) => spawnInNode(recordOf(lab), node, words, options),
    interact: async (lab, node, words, options) => interact(recordOf(lab), node, words, options),
    observe: async (lab, node) => observeNode(recordOf(lab), node),
    power: async (lab, node, act) => power(recordOf(lab), node, act),
    link: async (lab, point, state) => setLink(recordOf(lab), point, state),
    capture: async (lab, points, file) => capture(recordOf(lab), points, file),
    tool: async (lab, words, options) => tool(recordOf(lab), words, options),
    withLock,
  };
}

async function down(lab: string): Promise<void> {
  const record = readRecord(lab);
  sweepCgroups();
  if (record === null) return;
  await step("kill anchor", () => killAnchor(record.anchor));
  await step("clear record", () => clearRecord(record));
}

/** The record as it is now: the lab that a verb holds may have been changed or have died meanwhile. */
function recordOf(lab: RunningLab): LabRecord {
  const record = readRecord(lab.name);
  if (record === null)
    throw new ToldError(`lab ${lab.name} is not running`, { exitCode: EXIT.cannotRunHere });
  return record;
}
