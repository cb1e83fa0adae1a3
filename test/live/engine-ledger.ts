import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import type { Engine } from "../../scripts/engines/engine.ts";
import { localEngine } from "../../scripts/engines/local/local-engine.ts";
import { ensureSetup } from "../../scripts/setup/setup.ts";

/** What a lab could leave on a machine: processes of these tests, files of their state, and what the whole machine shows. */
export interface Ledger {
  readonly processes: readonly string[];
  readonly files: readonly string[];
  readonly interfaces: readonly string[];
  readonly mounts: readonly string[];
  readonly cgroups: readonly string[];
}

export const NOTHING: Ledger = { processes: [], files: [], interfaces: [], mounts: [], cgroups: [] };

/** What is there now and was not before; what others take away meanwhile is theirs. */
export function leftovers(before: Ledger, now: Ledger): Ledger {
  const added = (was: readonly string[], is: readonly string[]) => is.filter((one) => !was.includes(one));
  return {
    processes: now.processes,
    files: added(before.files, now.files),
    interfaces: added(before.interfaces, now.interfaces),
    mounts: added(before.mounts, now.mounts),
    cgroups: added(before.cgroups, now.cgroups),
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
  return {
    folder,
    state,
    engine: localEngine(machine),
    env: { TIERLAB_STATE: state, PATH: path },
    ledger: async () => ({
      processes: processesOf(folder),
      files: existsSync(state) ? readdirSync(state, { recursive: true }).map(String).sort() : [],
      interfaces: linesOf(readFileSync("/proc/self/net/dev", "utf8")).map((line) => line.split(":")[0] ?? ""),
      mounts: linesOf(readFileSync("/proc/self/mountinfo", "utf8")),
      cgroups: linesOf((await execa("find", ["/sys/fs/cgroup", "-type", "d"], { reject: false })).stdout),
    }),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

/** Anchors and what is entered from outside carry the folder in their PATH, nodes the lab's name; this process is left out. */
function processesOf(folder: string): string[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
    .flatMap((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
        const ours = environment.includes(folder) || /(^|\0)TIERLAB_LAB=live-/.test(environment);
        return ours ? [`${pid} ${readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")}`] : [];
      } catch {
        return [];
      }
    });
}
