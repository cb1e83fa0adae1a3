import { command } from "../../commands/command.ts";
import type { CommandOptions, CommandResult } from "../engine.ts";
import { doorOf } from "./door.ts";
import type { Reach } from "./reach.ts";

/** Milliseconds. */
const PATIENCE_MS = 10_000;

/** Runs a command in a node to its end; a command that cannot be found has exit code 127. */
export async function runInNode(
  reach: Reach,
  node: string,
  words: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const door = doorOf(reach, node, options.where ?? "network");
  return command(door.words(words, false), {
    env: door.environment,
    timeoutMs: options.timeoutMs ?? PATIENCE_MS,
    signal: options.signal,
    ...(options.input === undefined ? {} : { input: options.input }),
  });
}
