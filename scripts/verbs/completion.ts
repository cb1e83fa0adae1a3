import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, Option } from "commander";
import { candidates } from "../completion/candidates.ts";
import { SHELL_SCRIPTS } from "../completion/shell-scripts.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import type { Outline } from "../outline/outline.ts";
import { packageRoot } from "../package-root.ts";
import { plainLine } from "../terminal/plain-text.ts";
import { examples } from "./examples.ts";
import type { Tool } from "./tool.ts";

const SHELLS = Object.keys(SHELL_SCRIPTS) as (keyof typeof SHELL_SCRIPTS)[];

/** `tierlab completion SHELL`: what the shell loads; with `--answer`, what that asks at each press of the tab key. */
export function define(command: Command, tool: Tool): void {
  const shell = command.createArgument("[SHELL...]", "the shell that shall complete");
  // Told, but not refused yet: in a question, here stand the words of the line.
  shell.argChoices = SHELLS;
  command
    .addArgument(shell)
    .addOption(new Option("--answer").hideHelp())
    .addHelpText(
      "after",
      examples({
        "tierlab completion bash >> ~/.bashrc": "verbs, options, labs, nodes and claims by the tab key",
        "tierlab completion zsh >> ~/.zshrc": "below its `compinit`",
        "tierlab completion fish > ~/.config/fish/completions/tierlab.fish": "",
      }),
    )
    .action((words: string[], { answer: isQuestion }: { answer?: true }) =>
      tool.finish(async () => (isQuestion ? await answer(words, tool) : script(words, tool))),
    );
}

function script(words: readonly string[], tool: Tool): number {
  const shell = SHELLS.find((one) => one === words[0]);
  if (shell === undefined || words.length > 1)
    throw new ToldError(
      words.length === 0 ? "no shell is named" : `no shell \`${words.join(" ")}\` is known`,
      {
        exitCode: EXIT.wrongInput,
        help: `expected one of: ${SHELLS.join(", ")}`,
      },
    );
  tool.print(SHELL_SCRIPTS[shell]);
  return EXIT.ok;
}

async function answer(words: readonly string[], tool: Tool): Promise<number> {
  const { machineLabWords } = await import("../completion/lab-words.ts");
  const outline = JSON.parse(readFileSync(join(packageRoot(), "dist", "outline.json"), "utf8")) as Outline;
  for (const { word, about } of await candidates(words, outline, machineLabWords()))
    tool.print(about === "" ? word : `${word}\t${plainLine(about)}`);
  return EXIT.ok;
}
