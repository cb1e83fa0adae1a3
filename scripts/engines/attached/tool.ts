import { NODE_ENVIRONMENT } from "../../../stacks/plan/node-process.ts";
import { command } from "../../commands/command.ts";
import type { CommandResult } from "../engine.ts";
import { inToolRoot } from "../nodes/tool-root.ts";

/** Runs a program of the node image on files of this machine, without a network. */
export async function tool(
  image: string,
  words: readonly string[],
  options: { readonly timeoutMs?: number } = {},
): Promise<CommandResult> {
  const alone = ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child=KILL", "--"];
  return command([...alone, ...inToolRoot(image, words)], {
    env: { ...NODE_ENVIRONMENT, HOME: "/nonexistent" },
    timeoutMs: options.timeoutMs ?? 60_000,
  });
}
