import { fileURLToPath } from "node:url";
import { execa } from "execa";

export const LAUNCHER = fileURLToPath(new URL("../../scripts/tierlab", import.meta.url));

export interface Told {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a person would, in a pipe; `cwd` is the folder it is called from. */
export async function tierlab(
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly input?: string;
    readonly env?: Record<string, string>;
    readonly timeoutMs?: number;
  } = {},
): Promise<Told> {
  const { exitCode, stdout, stderr } = await execa(LAUNCHER, args, {
    reject: false,
    timeout: options.timeoutMs ?? 60_000,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.input === undefined ? { stdin: "ignore" as const } : { input: options.input }),
  });
  return { exitCode, stdout, stderr };
}
