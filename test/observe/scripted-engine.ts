import type { CommandResult, Engine } from "../../scripts/engines/engine.ts";

/** Runs nothing: `answer` gives the output of each command by its words, undefined for a command that fails. */
export function scriptedEngine(
  answer: (node: string, command: readonly string[]) => string | undefined,
): Pick<Engine, "run"> & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    run: async (_lab, node, command): Promise<CommandResult> => {
      asked.push(`${node}: ${command.join(" ")}`);
      const stdout = answer(node, command);
      return stdout === undefined
        ? { exitCode: 1, stdout: "", stderr: "it does not work" }
        : { exitCode: 0, stdout, stderr: "" };
    },
  };
}
