import { createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import type { Writable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { type Command, InvalidArgumentError } from "commander";
import { duration } from "../../stacks/lab/schema/values.ts";
import { didYouMean } from "../../stacks/lab/suggest.ts";
import type { PlannedNode } from "../../stacks/plan/plan.ts";
import type { CapturePoint, Engine, FrameStream, RunningLab } from "../engines/engine.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { examples } from "./examples.ts";
import { openEngine } from "./open-engine.ts";
import { nodeIn, runningLab } from "./running-lab.ts";
import type { Tool } from "./tool.ts";

interface Options {
  readonly filter?: string;
  readonly for?: number;
  readonly out?: string;
}

/** `tierlab capture LAB NODE[:IF]`: the frames at a node's ends of its cables, as pcapng while they come. */
export function define(command: Command, tool: Tool): void {
  command
    .argument("<LAB>", "a running lab")
    .argument("<NODE[:IF]>", "one of its nodes; `lvs1:eth0` or `lvs1:dmz` for one of its interfaces alone")
    .option("--filter <FILTER>", "only these frames, by pcap-filter(7)")
    .option("--for <DURATION>", "ends after it, as in 10s; otherwise by Ctrl-C", milliseconds)
    .option("--out <FILE>", "to this file, instead of standard output")
    .addHelpText(
      "after",
      examples({
        "tierlab capture lvs-dr lvs1 | wireshark -k -i -": "look on while frames come",
        "tierlab capture lvs-dr web1:dmz --filter 'tcp port 80' --out web1.pcapng": "into a file",
        "tierlab capture lvs-dr lvs1 --for 10s | tshark -r -": "what comes within ten seconds",
      }),
    )
    .action((lab: string, place: string, options: Options) =>
      tool.finish(() => capture(lab, place, options, tool)),
    );
}

async function capture(lab: string, place: string, options: Options, tool: Tool): Promise<number> {
  if (options.out === undefined && process.stdout.isTTY)
    throw new ToldError("frames are no text for a terminal", {
      exitCode: EXIT.wrongInput,
      help: "`--out FILE`, or hand them on, as in `| wireshark -k -i -`",
    });
  const engine = openEngine();
  const running = await runningLab(engine, lab);
  const points = pointsOf(running, place);
  const to = options.out === undefined ? process.stdout : await fileAt(options.out);
  const ctrlC = new AbortController();
  tool.handOverInterrupts();
  process.once("SIGINT", () => ctrlC.abort());
  const frames = await engine.stream(running, points, to, { filter: options.filter });
  const shown = points.map((point) => `${point.node}:${point.interface}`).join(", ");
  tool.say(`capturing at ${shown}${options.for === undefined ? "; Ctrl-C ends it" : ""}`);
  const asked = AbortSignal.any([ctrlC.signal, tool.signal]);
  const end = await Promise.race([frames.ended, over(options.for, asked)]);
  if (end !== null) return await endedByItself(engine, running, end, frames, tool);
  await frames.stop();
  for (const [point, lost] of await frames.losses())
    tool.say(`${lost} frames at ${point} are missing: there was no room for them`);
  tool.signal.throwIfAborted();
  tool.say(`${count(frames)}${options.out === undefined ? "" : ` in ${options.out}`}`);
  return EXIT.ok;
}

/** All interfaces of a node, or the one that is named, by itself or by its segment. */
function pointsOf(running: RunningLab, place: string): CapturePoint[] {
  const [name = "", port] = place.split(":");
  const { interfaces }: PlannedNode = nodeIn(running, name);
  const meant = interfaces.filter((one) => port === undefined || one.name === port || one.segment === port);
  if (meant.length > 0) return meant.map((one) => ({ node: name, interface: one.name }));
  const known = interfaces.map((one) => `${one.name} (${one.segment})`).join(", ");
  const names = interfaces.flatMap((one) => [one.name, one.segment]);
  throw new ToldError(`node \`${name}\` has no interface \`${port}\``, {
    exitCode: EXIT.wrongInput,
    help: didYouMean(port ?? "", names) ?? (known === "" ? "it has none" : `its interfaces: ${known}`),
  });
}

async function fileAt(path: string): Promise<Writable> {
  const file = await open(path, "w").catch((cause: NodeJS.ErrnoException) => {
    throw new ToldError(`${path} cannot be written: ${cause.code}`, { exitCode: EXIT.wrongInput, cause });
  });
  return createWriteStream(path, { fd: file });
}

/** Null after so many milliseconds, or once it is asked for. */
async function over(ms: number | undefined, asked: AbortSignal): Promise<null> {
  await delay(ms ?? FOR_EVER_MS, undefined, { signal: asked }).catch(() => {});
  return null;
}

/** The longest that a timer can wait. */
const FOR_EVER_MS = 2 ** 31 - 1;

async function endedByItself(
  engine: Engine,
  { name }: RunningLab,
  said: string,
  frames: FrameStream,
  tool: Tool,
): Promise<number> {
  if (await goes(engine, name)) {
    tool.say(`lab ${name} is gone, so its frames end here: ${count(frames)}`);
    return EXIT.ok;
  }
  const reason = said.replace(/^(Capturing on|File:) .*$/gm, "").trim();
  throw new ToldError(`the capture ended by itself after ${count(frames)}${reason && `: ${reason}`}`, {
    exitCode: EXIT.cannotRunHere,
    help: `\`tierlab inspect ${name}\` shows whether the node lives`,
  });
}

/** Whether a lab is gone or going: its processes die one after another. */
async function goes(engine: Engine, lab: string): Promise<boolean> {
  for (let left = 20; left > 0; left -= 1) {
    if ((await engine.find(lab)) === undefined) return true;
    await delay(100);
  }
  return false;
}

function count({ frames }: FrameStream): string {
  return frames === 1 ? "1 frame" : `${frames} frames`;
}

function milliseconds(written: string): number {
  const { success, data, error } = duration.safeParse(written);
  if (success && data > 0) return data;
  throw new InvalidArgumentError(`Expected ${error?.issues[0]?.message ?? "a duration that is not 0"}.`);
}
