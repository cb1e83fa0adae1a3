import { execa } from "execa";

/** How a command that was tried for a probe ended. */
export interface Attempt {
  readonly worked: boolean;
  /** Standard output, then standard error. */
  readonly output: string;
  /** The first line of its errors, or why it could not be started. */
  readonly why: string;
}

/** Runs a command that only shows whether something works; it is killed after `timeoutMs`. */
export async function tryCommand(
  command: readonly [string, ...string[]],
  timeoutMs = 10_000,
): Promise<Attempt> {
  const [file, ...args] = command;
  const result = await execa(file, args, {
    timeout: timeoutMs,
    killSignal: "SIGKILL",
    stdin: "ignore",
    reject: false,
    env: { LC_ALL: "C.UTF-8" },
  });
  const [firstError] = result.stderr.trim().split("\n");
  return {
    worked: !result.failed,
    output: [result.stdout, result.stderr].join("\n").trim(),
    why: firstError || (result.failed ? (result.shortMessage ?? "it could not be started") : ""),
  };
}
