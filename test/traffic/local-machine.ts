import { spawn } from "node:child_process";
import type { Engine, NodeProcess } from "../../scripts/engines/engine.ts";

/** Every node is this machine: node programs run as its own processes. `pids` are those that were started. */
export function localMachine(): Pick<Engine, "spawn"> & { readonly pids: number[] } {
  const pids: number[] = [];
  return {
    pids,
    spawn: async (_lab, _node, [, ...args], options = {}): Promise<NodeProcess> => {
      const child = spawn(process.execPath, args, {
        ...(options.signal === undefined ? {} : { signal: options.signal }),
        ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
      });
      child.on("error", () => {});
      pids.push(child.pid ?? 0);
      return {
        stdin: child.stdin,
        stdout: child.stdout,
        stderr: child.stderr,
        ended: new Promise((resolve) => child.on("close", (code) => resolve(code ?? 137))),
        kill: (signal) => void child.kill(signal),
      };
    },
  };
}
