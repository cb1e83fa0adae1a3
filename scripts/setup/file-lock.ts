import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";

export interface LockOptions {
  /** For the message: `the node image`. */
  readonly what: string;
  readonly timeoutMs: number;
  /** Called once when another process holds the lock. */
  readonly onWait?: () => void;
}

/**
 * Runs `work` while this process alone holds the lock on `path`. The lock is flock(2), held by a child that
 * ends with this process's pipe, so a killed process gives it back.
 */
export async function withFileLock<T>(
  path: string,
  options: LockOptions,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  const held = await hold(path);
  try {
    await held.taken(options);
    return await work();
  } finally {
    await held.release();
  }
}

async function hold(path: string) {
  const { execa } = await import("execa");
  const child = execa("flock", ["--no-fork", path, "sh", "-c", "echo taken; exec cat"], {
    stdin: "pipe",
    stderr: "pipe",
    reject: false,
    buffer: false,
    detached: true, // Ctrl-C reaches this process only, which then gives the lock back in order.
  });
  return {
    async taken({ what, timeoutMs, onWait }: LockOptions): Promise<void> {
      const waiting = setTimeout(() => onWait?.(), 500);
      const deadline = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
      const first = await Promise.race([once(child.stdout), child.then(() => null)]);
      clearTimeout(waiting);
      clearTimeout(deadline);
      if (first !== null) return;
      throw new ToldError(`the lock for ${what} (${path}) was not free within ${timeoutMs / 1000} s`, {
        exitCode: EXIT.cannotRunHere,
        help: "another tierlab is still at it, or flock (package util-linux) is missing",
      });
    },
    async release(): Promise<void> {
      child.stdin.end();
      await child;
    },
  };
}

function once(stream: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve) => stream.once("data", (data) => resolve(String(data))));
}
