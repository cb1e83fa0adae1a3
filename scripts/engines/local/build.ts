import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import type { PlannedNode } from "../../../stacks/plan/plan.ts";
import { must } from "../../commands/command.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import type { ApplyOptions } from "../engine.ts";
import { allOf } from "../nodes/all-of.ts";
import { ready } from "../nodes/all-ready.ts";
import { guestConnection } from "../nodes/door.ts";
import { startTimeOf } from "../nodes/processes.ts";
import type { Reach } from "../nodes/reach.ts";
import { insideAnchor, labPath } from "./anchor.ts";
import { listenForBoots } from "./boot-events.ts";
import { enterBounds, setBounds } from "./bounds.ts";
import { cgroupOf } from "./cgroups.ts";
import { step } from "./crash-step.ts";
import { linkLines } from "./fabric.ts";
import { launchCommands, launchedPids } from "./launch.ts";
import { localReach } from "./local-reach.ts";
import { bundle } from "./node-folder.ts";
import { type Materials, prepareNodes } from "./prepare.ts";
import type { LabRecord, NodeInit } from "./record.ts";

/** Milliseconds without a node that has booted. A guest takes a second, and where 14 labs came up at once on two processors one took over 15. */
const SILENT_FOR_MS = 40_000;

export interface BuildOptions extends ApplyOptions {
  /** Lines for `ip -batch` that come before the nodes' links. */
  readonly before?: readonly string[];
  /** Lines for `ip -batch` that come after them. */
  readonly after?: readonly string[];
  /** Waits for the readiness of each node as soon as it has booted, while others still boot. */
  readonly untilReady?: boolean;
}

/**
 * Makes nodes of the record's plan from nothing: their folders, their containers, their links, then their boot
 * scripts. Resolves to the record with their inits once all have booted; their daemons may still be starting.
 */
export async function buildNodes(
  record: LabRecord,
  nodes: readonly PlannedNode[],
  options: BuildOptions,
): Promise<LabRecord> {
  const { progress, signal, before = [], after = [] } = options;
  const { nodeKernels } = record;
  progress({ phase: "prepare", text: `${nodes.length} nodes` });
  await step("prepare", async () => {
    const prepared = prepareNodes(nodes, materialsOf(record));
    // While a shell makes the nodes' folders.
    const bounded = Promise.resolve().then(() => setBounds(record, nodes));
    await Promise.all([prepared, bounded]);
  });
  signal.throwIfAborted();
  progress({ phase: "nodes", text: `${nodes.length} containers` });
  const inits = await step("launch", () => launch(record, nodes, signal));
  const built = { ...record, inits: { ...record.inits, ...inits } };
  progress({ phase: "links", text: `${nodes.reduce((sum, node) => sum + node.interfaces.length, 0)} links` });
  const links = nodes.flatMap((node) =>
    linkLines(node, nodeKernels[node.name] ?? "host", inits[node.name]?.pid ?? 0),
  );
  await Promise.all([
    step("links", () => runIpBatch(built, [...before, ...links, ...after], signal)),
    step("enter bounds", () => enterBounds(built, nodes)),
  ]);
  await step("boot", () => boot(built, nodes, options));
  return built;
}

function materialsOf(record: LabRecord): Materials {
  const { name, anchor, nodeKernels } = record;
  return { ...record, lab: name, cgroup: cgroupOf(name, anchor.keeper), kernels: nodeKernels };
}

/** Runs `ip -batch` on the fabric: one process, however many links. */
export async function runIpBatch(
  record: LabRecord,
  lines: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  if (lines.length === 0) return;
  const words = insideAnchor(record.anchor, ["ip", "-batch", "-"]);
  await must("the links", words, { input: `${lines.join("\n")}\n`, signal });
}

async function launch(
  record: LabRecord,
  nodes: readonly PlannedNode[],
  signal: AbortSignal,
): Promise<Record<string, NodeInit>> {
  const names = byLongestBoot(record, nodes).map(({ name }) => name);
  const said = await Promise.all(
    launchCommands(record.runtime, names, availableParallelism()).map((words) =>
      must("the nodes", insideAnchor(record.anchor, words), { signal, timeoutMs: 300_000 }),
    ),
  );
  const pids = launchedPids(said.join(""));
  return Object.fromEntries(
    nodes.map(({ name }) => {
      const pid = pids.get(name) ?? null;
      const startTime = pid === null ? null : startTimeOf(pid, labPath(record.anchor, "/proc"));
      if (pid === null || startTime === null) throw notStarted(record, name);
      return [name, { pid, startTime }];
    }),
  );
}

/** A guest kernel boots longest, then daemons; what only sleeps comes last. */
function byLongestBoot(record: LabRecord, nodes: readonly PlannedNode[]): PlannedNode[] {
  const weight = (node: PlannedNode) => (record.nodeKernels[node.name] === "uml" ? 100 : node.daemons.length);
  return [...nodes].sort((a, b) => weight(b) - weight(a));
}

async function boot(record: LabRecord, nodes: readonly PlannedNode[], options: BuildOptions): Promise<void> {
  const { progress, signal } = options;
  const reach = localReach(record);
  const names = nodes.map(({ name }) => name);
  const events = listenForBoots(record.anchor, names);
  const waiting = new Set(names);
  const over = new AbortController();
  const lost = firstLost(reach, waiting, AbortSignal.any([signal, over.signal]));
  try {
    for (const name of names) writeFileSync(labPath(record.anchor, `${bundle(name)}/go`), "\n");
    await allOf(signal, nodes, async (node, stop) => {
      const first = await Promise.race([events.booted(node.name), lost]);
      stop.throwIfAborted();
      if (first === false) throw notBooted(record, { node: node.name, why: "its boot script failed" });
      if (first !== true) throw notBooted(record, first);
      waiting.delete(node.name);
      if (record.nodeKernels[node.name] === "uml") {
        await must(`${node.name}'s guest`, guestConnection(reach, node.name), { mute: true, signal: stop });
      }
      progress({ phase: "boot", node: node.name, text: "booted" });
      if (options.untilReady === true) await ready(reach, node, { ...options, signal: stop });
    });
  } finally {
    over.abort();
    events.close();
  }
}

/** A node that will not tell of its boot any more. */
interface Lost {
  readonly node: string;
  readonly why: string;
}

/** Resolves to the first of the nodes still waited for that is found dead, or to one of them when all are silent for too long. */
async function firstLost(reach: Reach, waiting: ReadonlySet<string>, over: AbortSignal): Promise<Lost> {
  let left = waiting.size;
  let heardAt = Date.now();
  while (!over.aborted) {
    await delay(250, undefined, { signal: over }).catch(() => {});
    if (waiting.size < left) heardAt = Date.now();
    left = waiting.size;
    const silent = Date.now() - heardAt > SILENT_FOR_MS;
    for (const node of waiting) {
      if (!reach.lives(node)) return { node, why: "it died" };
      if (silent) return { node, why: `it has said nothing for ${SILENT_FOR_MS / 1000} s` };
    }
  }
  return { node: "", why: "" };
}

function notStarted(record: LabRecord, node: string): ToldError {
  return new ToldError(`node ${node} did not start`, {
    exitCode: EXIT.cannotRunHere,
    help: consoleOf(record, node),
  });
}

function notBooted(record: LabRecord, { node, why }: Lost): ToldError {
  return new ToldError(`node ${node} did not boot: ${why}`, {
    exitCode: EXIT.cannotRunHere,
    help: consoleOf(record, node),
  });
}

/** The last lines of what the node's runtime and boot script said. */
function consoleOf(record: LabRecord, node: string): string {
  try {
    const text = readFileSync(labPath(record.anchor, `${bundle(node)}/console`), "utf8");
    return text.trim().split("\n").slice(-10).join("\n") || "it said nothing";
  } catch {
    return "it said nothing";
  }
}
