import { mkdir, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { execa } from "execa";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { type MachineParts, qemuCommand } from "./qemu.ts";

/** What a machine gave back before it powered itself off. */
export interface Outcome {
  /** Of the script that it ran. */
  readonly exitCode: number;
  /** The files that the script left in /out, by their names. */
  readonly files: Readonly<Record<string, string>>;
  /** Seconds of the machine's own clock since its boot. */
  readonly upSeconds: number;
}

export interface BootOptions {
  /** For its results. */
  readonly folder: string;
  readonly timeoutMs: number;
  /** Called with each line of its console. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

const RESULTS_BYTES = 64 * 1024 * 1024;

/** Boots a machine, waits until it is off, and reads what it gave back; throws a ToldError where it gave nothing back in time. */
export async function bootMachine(
  parts: Omit<MachineParts, "results">,
  { folder, timeoutMs, say, signal }: BootOptions,
): Promise<Outcome> {
  const results = join(folder, "results");
  await writeFile(results, "");
  await truncate(results, RESULTS_BYTES);
  const [file, ...args] = qemuCommand({ ...parts, results });
  const child = execa(file, args, {
    ...{ cancelSignal: signal, killSignal: "SIGKILL", timeout: timeoutMs },
    ...{ stdin: "ignore", all: true, reject: false },
  });
  const last: string[] = [];
  createInterface({ input: child.all }).on("line", (line) => {
    say(line);
    last.push(line);
    if (last.length > 8) last.shift();
  });
  const { timedOut } = await child;
  signal.throwIfAborted();
  const outcome = await readResults(results, folder).catch(() => null);
  if (outcome !== null) return outcome;
  const why = timedOut ? `was not done within ${Math.round(timeoutMs / 1000)} s` : "ended without results";
  throw new ToldError(`the virtual machine ${why}; its last words:\n${last.join("\n")}`, {
    exitCode: EXIT.cannotRunHere,
  });
}

async function readResults(results: string, folder: string): Promise<Outcome> {
  const out = join(folder, "out");
  await mkdir(out);
  await execa("tar", ["--extract", "--file", results, "--directory", out]);
  const { stdout } = await execa("find", [out, "-type", "f", "-printf", "%P\n"]);
  const names = stdout.split("\n").filter((name) => name !== "");
  const read = async (name: string) => [name, await readFile(join(out, name), "utf8")] as const;
  const files = Object.fromEntries(await Promise.all(names.map(read)));
  return {
    exitCode: numberIn(files["exit-code"]),
    upSeconds: numberIn(files.uptime?.split(" ")[0]),
    files,
  };
}

function numberIn(text: string | undefined): number {
  const number = Number(text?.trim() || Number.NaN);
  if (Number.isNaN(number)) throw new Error(`Expected a number, got ${text}`);
  return number;
}
