import type { CommandOptions } from "../../engines/engine.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import type { ActContext } from "./act.ts";

/** Milliseconds. */
const PATIENCE_MS = 15_000;

/** Runs a command of an act in a node to its end; throws with what it said where it fails. */
export async function inNode(
  { engine, lab, signal }: Pick<ActContext, "engine" | "lab" | "signal">,
  node: string,
  command: readonly string[],
  where: CommandOptions["where"] = "network",
): Promise<string> {
  const { exitCode, stdout, stderr } = await engine.run(lab, node, command, {
    timeoutMs: PATIENCE_MS,
    signal,
    where,
  });
  if (exitCode === 0) return stdout;
  const said = stderr.trim() || stdout.trim() || `exit code ${exitCode}`;
  throw new ToldError(`a fault could not strike ${node}: ${said}`, { exitCode: EXIT.cannotRunHere });
}
