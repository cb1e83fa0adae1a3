import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { CommandOptions } from "../engine.ts";
import { doorOf } from "./door.ts";
import type { Reach } from "./reach.ts";

/** Runs a command for a person, on this process's own terminal or pipes; resolves to its exit code. */
export function interact(
  reach: Reach,
  node: string,
  words: readonly string[],
  { where = "network" }: Pick<CommandOptions, "where"> = {},
): Promise<number> {
  const door = doorOf(reach, node, where);
  const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const [file = "", ...args] = [...reach.underBounds(node), ...door.words(words, terminal)];
  // Ctrl-C on the terminal is for the command; it reaches this process too.
  const ignore = () => {};
  process.on("SIGINT", ignore);
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: "inherit", cwd: "/", env: { ...door.environment } });
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      process.off("SIGINT", ignore);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
