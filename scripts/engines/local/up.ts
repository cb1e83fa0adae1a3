import { setImmediate as immediate } from "node:timers/promises";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import type { UpOptions } from "../engine.ts";
import { type Anchor, killAnchor, startAnchor } from "./anchor.ts";
import { openBounds } from "./bounds.ts";
import { buildNodes } from "./build.ts";
import { sweepCgroups } from "./cgroups.ts";
import { step } from "./crash-step.ts";
import { bridgeLine, bridgeUpLine } from "./fabric.ts";
import type { LocalImage } from "./local-engine.ts";
import { chooseNodeKernels } from "./node-kernel.ts";
import { clearRecord, type LabRecord, readRecord, writeRecord } from "./record.ts";
import { findRuntime } from "./runtime.ts";

/** Builds a lab from nothing. Whatever goes wrong, or is interrupted, takes down what was begun. */
export async function up(options: UpOptions, image: LocalImage): Promise<LabRecord> {
  const { plan, signal, name = plan.lab } = options;
  if (readRecord(name) !== null) {
    throw new ToldError(`lab ${name} is already up`, { exitCode: EXIT.wrongInput });
  }
  sweepCgroups();
  const nodeKernels = await chooseNodeKernels(plan, options.nodeKernel, image);
  const runtime = await findRuntime();
  signal.throwIfAborted();
  const anchor = await step("anchor", startAnchor);
  try {
    const empty: LabRecord = {
      format: 2,
      name,
      engine: "local",
      source: options.source,
      plan,
      nodeKernels,
      since: Date.now(),
      unfinished: false,
      anchor: anchor.identity,
      inits: {},
      image: image.rootfs,
      uml: image.uml,
      runtime,
      bounded: await step("bounds", () => openBounds(name, anchor.identity.keeper)),
    };
    const record = await build(empty, options);
    // The record first: a lab that outlives this process must be known.
    await step("record", () => writeRecord(record));
    // A Ctrl-C that came while the record was written is told only now.
    await immediate();
    signal.throwIfAborted();
    if (options.onLease === true) leases.set(name, anchor);
    else await step("release", () => anchor.release());
    return record;
  } catch (error) {
    await killAnchor(anchor.identity);
    clearRecord({ name, anchor: anchor.identity });
    throw error;
  }
}

/** Labs that die with this process, by name. */
const leases = new Map<string, Anchor>();

/** Lets a lab that was brought up on a lease outlive this process. */
export function keep(lab: string): void {
  leases.get(lab)?.release();
  leases.delete(lab);
}

async function build(empty: LabRecord, options: UpOptions): Promise<LabRecord> {
  const { plan } = options;
  const before = plan.segments.map(({ name }) => bridgeLine(name));
  const after = plan.segments.map(({ name }) => bridgeUpLine(name));
  const built = await buildNodes(empty, plan.nodes, { ...options, before, after, untilReady: true });
  options.signal.throwIfAborted();
  return built;
}
