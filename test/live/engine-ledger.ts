import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { execa } from "execa";
import type { Engine } from "../../scripts/engines/engine.ts";
import { localEngine } from "../../scripts/engines/local/local-engine.ts";
import { ensureSetup } from "../../scripts/setup/setup.ts";
import { eventually } from "./eventually.ts";

/** What a lab could leave on a machine: processes of these tests, files of their state, and what the whole machine shows. */
export interface Ledger {
  readonly processes: readonly string[];
  readonly files: readonly string[];
  readonly interfaces: readonly string[];
  readonly mounts: readonly string[];
  readonly cgroups: readonly string[];
}

export const NOTHING: Ledger = { processes: [], files: [], interfaces: [], mounts: [], cgroups: [] };

function added(before: Ledger, now: Ledger): Ledger {
  const more = (was: readonly string[], is: readonly string[]) => is.filter((one) => !was.includes(one));
  return {
    processes: now.processes,
    files: more(before.files, now.files),
    interfaces: more(before.interfaces, now.interfaces),
    mounts: more(before.mounts, now.mounts),
    cgroups: more(before.cgroups, now.cgroups),
  };
}

/** A state folder of its own, and processes that can be told from others' by their environment. */
export interface Workplace {
  readonly folder: string;
  readonly state: string;
  readonly engine: Engine;
  /** The environment of a child process that works here. */
  readonly env: Readonly<Record<string, string>>;
  ledger(): Promise<Ledger>;
  /** What stays that was not there before; what other programs of the machine do for a moment is waited out. */
  leftovers(before: Ledger): Promise<Ledger>;
  clear(): void;
}

export function workplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), "tierlab-engine-"));
  const state = join(folder, "state");
  const path = `${process.env.PATH}:${folder}`;
  process.env.TIERLAB_STATE = state;
  process.env.PATH = path;
  const machine = () =>
    ensureSetup({ uml: "auto", progress: () => {}, signal: new AbortController().signal });
  const ledger = async (): Promise<Ledger> => ({
    processes: processesOf(folder),
    files: existsSync(state) ? readdirSync(state, { recursive: true }).map(String).sort() : [],
    interfaces: linesOf(readFileSync("/proc/self/net/dev", "utf8")).map((line) => line.split(":")[0] ?? ""),
    mounts: linesOf(readFileSync("/proc/self/mountinfo", "utf8")),
    cgroups: linesOf(
      (await execa("find", ["/sys/fs/cgroup", "-type", "d"], { reject: false })).stdout,
    ).filter((folder) => !folder.includes("/tierlab-") || folder.includes(`-${process.pid}-`)),
  });
  return {
    folder,
    state,
    engine: localEngine(machine),
    env: { TIERLAB_STATE: state, PATH: path },
    ledger,
    leftovers: async (before) => {
      const left = async () => added(before, await ledger());
      await eventually("nothing is left", async () => isDeepStrictEqual(await left(), NOTHING)).catch(
        () => {},
      );
      return left();
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

/** Anchors and what is entered from outside carry the folder in their PATH, nodes the lab's name, which ends in this process's number. */
function processesOf(folder: string): string[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
    .flatMap((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
        const ours =
          environment.includes(folder) ||
          /(^|\0)TIERLAB_LAB=([^\0]*)/.exec(environment)?.[2]?.endsWith(`-${process.pid}`);
        return ours ? [`${pid} ${readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")}`] : [];
      } catch {
        return [];
      }
    });
}
