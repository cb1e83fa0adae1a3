import { type ChildProcess, spawn } from "node:child_process";
import type { CommandOptions, NodeProcess } from "../engine.ts";
import { doorOf } from "./door.ts";
import { childrenOf } from "./processes.ts";
import type { Reach } from "./reach.ts";

/** Starts a command in a node; it dies with this process, with the node and with the lab. */
export function spawnInNode(
  reach: Reach,
  node: string,
  words: readonly string[],
  options: CommandOptions = {},
): NodeProcess {
  const door = doorOf(reach, node, options.where ?? "network");
  return spawnIn([...reach.underBounds(node), ...door.words(words, false)], door.environment, options);
}

/** Starts a command that is entered by nsenter; signals go to the command itself. */
export function spawnIn(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  options: CommandOptions = {},
): NodeProcess & { readonly pid: number } {
  const [file = "", ...args] = words;
  const child = spawn(file, args, {
    detached: true,
    cwd: "/",
    env: environment,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const kill = (signal: NodeJS.Signals = "SIGTERM") => signalled(child, signal);
  const stop = () => kill("SIGKILL");
  const late = options.timeoutMs === undefined ? undefined : setTimeout(stop, options.timeoutMs);
  options.signal?.addEventListener("abort", stop, { once: true });
  const ended = new Promise<number>((resolve) => {
    child.once("error", () => resolve(127));
    child.once("close", (code, signal) => resolve(code ?? 128 + (signal === "SIGKILL" ? 9 : 15)));
  }).finally(() => {
    clearTimeout(late);
    options.signal?.removeEventListener("abort", stop);
  });
  child.stdin.on("error", () => {});
  if (options.input !== undefined) child.stdin.end(options.input);
  return { stdin: child.stdin, stdout: child.stdout, stderr: child.stderr, ended, kill, pid: child.pid ?? 0 };
}

/** nsenter only waits for the process that it put into the node: that one is meant. */
function signalled(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const inner = signal === "SIGKILL" ? [] : childrenOf(child.pid);
  for (const pid of inner.length > 0 ? inner : [child.pid]) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended meanwhile.
    }
  }
}
