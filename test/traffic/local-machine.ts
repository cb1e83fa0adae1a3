import { spawn } from "node:child_process";
import type { Engine, NodeProcess } from "../../scripts/engines/engine.ts";

export interface LocalMachine extends Pick<Engine, "spawn"> {
  /** Those that were started. */
  readonly pids: number[];
  /** When each of them was heard to end. */
  readonly ends: Promise<number>[];
}

/** Every node is this machine: node programs run as its own processes. */
export function localMachine(): LocalMachine {
  const pids: number[] = [];
  const ends: Promise<number>[] = [];
  return {
    pids,
    ends,
    spawn: async (_lab, _node, [, ...args], options = {}): Promise<NodeProcess> => {
      const child = spawn(process.execPath, args, {
        ...(options.signal === undefined ? {} : { signal: options.signal }),
        ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
      });
      child.on("error", () => {});
      pids.push(child.pid ?? 0);
      const ended = new Promise<number>((resolve) => child.on("close", (code) => resolve(code ?? 137)));
      ends.push(ended);
      return {
        stdin: child.stdin,
        stdout: child.stdout,
        stderr: child.stderr,
        ended,
        kill: (signal) => void child.kill(signal),
      };
    },
  };
}
