import { NODE_ENVIRONMENT } from "../../../stacks/plan/node-process.ts";
import { command } from "../../commands/command.ts";
import type { CommandResult } from "../engine.ts";
import { inToolRoot } from "../nodes/tool-root.ts";
import type { LabRecord } from "./record.ts";

/** Runs a program of the node image on files of this machine, in the lab's PID namespace, so that it dies with the lab, and without a network but the lab's. */
export async function tool(
  record: LabRecord,
  words: readonly string[],
  options: { readonly timeoutMs?: number } = {},
): Promise<CommandResult> {
  const entry = ["unshare", "--mount", ...inToolRoot(record.image, words)];
  const enter = ["nsenter", "--target", String(record.anchor.pid), "--pid", "--net", "--"];
  return command([...enter, ...entry], {
    env: { ...NODE_ENVIRONMENT, HOME: "/nonexistent" },
    timeoutMs: options.timeoutMs ?? 60_000,
  });
}
