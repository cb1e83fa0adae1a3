import type { UmlFiles } from "../../../stacks/guest/uml.ts";
import type { Plan } from "../../../stacks/plan/plan.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import type { Engine, RunningLab } from "../engine.ts";
import type { Reach } from "../nodes/reach.ts";
import { withLock } from "../state/lock.ts";
import { killAnchor } from "./anchor.ts";
import { sweepCgroups } from "./cgroups.ts";
import { step } from "./crash-step.ts";
import { localReach } from "./local-reach.ts";
import { clearRecord, type LabRecord, listRecords, readRecord } from "./record.ts";

/** What nodes are made from on this machine. */
export interface LocalImage {
  /** The folder of the root file system that all nodes share, read-only. */
  readonly rootfs: string;
  /** Null where no node can have a kernel of its own. */
  readonly uml: UmlFiles | null;
}

/** The embedded engine: a lab is one process tree of this machine. `image` is asked for when a node is to be made. */
export function localEngine(image: () => Promise<LocalImage>): Engine {
  /** A lab that was built without such a need takes the guest kernel of now. */
  const withGuestKernel = async (record: LabRecord, wanted: Plan): Promise<LabRecord> =>
    record.uml !== null || wanted.nodes.every(({ kernelNeeds }) => kernelNeeds.length === 0)
      ? record
      : { ...record, uml: (await image()).uml };
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
    up: async (options) => (await load.up()).up(options, await image()),
    keep: async (lab) => (await load.up()).keep(lab),
    down,
    run: async (lab, node, words, options) =>
      (await load.run()).runInNode(reachOf(lab), node, words, options),
    apply: async (lab, steps, wanted, options) =>
      (await load.apply()).apply(await withGuestKernel(recordOf(lab), wanted), steps, wanted, options),
    spawn: async (lab, node, words, options) =>
      (await load.spawn()).spawnInNode(reachOf(lab), node, words, options),
    interact: async (lab, node, words, options) =>
      (await load.interact()).interact(reachOf(lab), node, words, options),
    observe: async (lab, node) => (await load.observe()).observeNode(reachOf(lab), node),
    power: async (lab, node, act) => (await load.power()).power(recordOf(lab), node, act),
    link: async (lab, point, state) => (await load.setLink()).setLink(recordOf(lab), point, state),
    capture: async (lab, points, file) => (await load.capture()).capture(recordOf(lab), points, file),
    stream: async (lab, points, to, options) =>
      (await load.capture()).stream(recordOf(lab), points, to, options),
    tool: async (lab, words, options) => (await load.tool()).tool(recordOf(lab), words, options),
    withLock,
  };
}

/** A verb loads what it does and no more: `down` need not know how a lab is built. */
const load = {
  up: () => import("./up.ts"),
  run: () => import("../nodes/run.ts"),
  apply: () => import("./apply.ts"),
  spawn: () => import("../nodes/spawn.ts"),
  interact: () => import("../nodes/interact.ts"),
  observe: () => import("../nodes/observe.ts"),
  power: () => import("./power.ts"),
  setLink: () => import("./set-link.ts"),
  capture: () => import("./capture.ts"),
  tool: () => import("./tool.ts"),
};

async function down(lab: string): Promise<void> {
  const record = readRecord(lab);
  sweepCgroups();
  if (record === null) return;
  await step("kill anchor", () => killAnchor(record.anchor));
  await step("clear record", () => clearRecord(record));
}

function reachOf(lab: RunningLab): Reach {
  return localReach(recordOf(lab));
}

/** The record as it is now: the lab that a verb holds may have been changed or have died meanwhile. */
function recordOf(lab: RunningLab): LabRecord {
  const record = readRecord(lab.name);
  if (record === null)
    throw new ToldError(`lab ${lab.name} is not running`, { exitCode: EXIT.cannotRunHere });
  return record;
}
