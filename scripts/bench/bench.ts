import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommanderError } from "commander";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { Interruption } from "../terminal/interruption.ts";
import { tellError } from "../terminal/tell-error.ts";
import type { BenchContext } from "./context.ts";
import { type MachineFacts, machineFacts, machineLine } from "./machine.ts";
import { markdown } from "./markdown.ts";
import { type BenchOptions, readOptions } from "./options.ts";
import { missingRow, type Row } from "./row.ts";
import { SUITES } from "./suites.ts";
import { reasonOf, timedTierlab } from "./timed.ts";

/** `npm run bench`: measures, prints, and leaves nothing behind. */
async function main(args: readonly string[]): Promise<number> {
  const interruption = new Interruption();
  try {
    const options = readOptions(args, SUITES);
    if (process.getuid?.() !== 0) {
      throw new ToldError("labs need root", { exitCode: EXIT.cannotRunHere, help: "run it as root" });
    }
    const machine = machineFacts();
    const rows = await measureAll(options, interruption.signal);
    process.stdout.write(options.json ? json(machine, rows) : markdown(machineLine(machine), titles(), rows));
    return rows.some(({ failed }) => failed) ? EXIT.checkFailed : EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.wrongInput;
    return interruption.signal.aborted ? EXIT.interrupted : tellError(error);
  } finally {
    interruption.end();
  }
}

async function measureAll({ only, rounds }: BenchOptions, signal: AbortSignal): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "tierlab-bench-"));
  const state = join(folder, "state");
  const say = (text: string) => void process.stderr.write(`${text}\n`);
  const env = { TIERLAB_STATE: state, TIERLAB_VERDICTS: join(folder, "verdicts") };
  const context: BenchContext = { folder, env, rounds, signal, say };
  await mkdir(state);
  try {
    say("building dist/ where it is old");
    await timedTierlab(context, ["--version"], { timeoutMs: 300_000 });
    if (only.some((name) => SUITES[name]?.makesLabs)) {
      say("setting up what is not cached");
      await timedTierlab(context, ["setup"], { timeoutMs: 900_000 });
    }
    const rows: Row[] = [];
    for (const name of only) rows.push(...(await measureSuite(name, context)));
    return rows;
  } finally {
    await leaveNothing(context, state);
  }
}

/** One suite that breaks leaves the others their turn. */
async function measureSuite(name: string, context: BenchContext): Promise<Row[]> {
  try {
    return (await SUITES[name]?.run(context)) ?? [];
  } catch (error) {
    context.signal.throwIfAborted();
    const note = `failed: ${reasonOf(error)}`;
    context.say(`${name}: ${note}`);
    return [missingRow({ suite: name, what: name, unit: "ms", note, failed: true })];
  }
}

async function leaveNothing(context: BenchContext, state: string): Promise<void> {
  const lasting = { ...context, signal: AbortSignal.timeout(120_000) };
  // Suites take their labs down; an interrupted one may not have come to it.
  const left = await readdir(state).catch(() => []);
  if (left.length > 0) await timedTierlab(lasting, ["down", "--all"], { timeoutMs: 120_000 });
  await rm(context.folder, { recursive: true, force: true });
}

function titles(): Record<string, string> {
  return Object.fromEntries(Object.entries(SUITES).map(([name, { title }]) => [name, title]));
}

function json(machine: MachineFacts, rows: readonly Row[]): string {
  return `${JSON.stringify({ format: 1, machine, rows }, null, 2)}\n`;
}

process.exitCode = await main(process.argv.slice(2));
