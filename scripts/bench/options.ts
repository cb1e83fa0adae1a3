import { Command, InvalidArgumentError } from "commander";
import { didYouMean } from "../../stacks/lab/suggest.ts";
import type { Suite } from "./context.ts";

/** What a person asked the benchmark for. */
export interface BenchOptions {
  /** Names of suites, in the table's order. */
  readonly only: readonly string[];
  readonly rounds: number | undefined;
  readonly json: boolean;
}

/** Reads the command line; throws commander's error for what is wrong, and for `--help` once that is shown. */
export function readOptions(args: readonly string[], suites: Readonly<Record<string, Suite>>): BenchOptions {
  const names = Object.keys(suites);
  const command = new Command("npm run bench --")
    .description(
      "Measures how fast tierlab is, with ratios to what else was measured in the same run; needs root.",
    )
    .option("--only <NAME...>", "only these parts (below)", (name: string, before: string[] = []) => [
      ...before,
      known(name, names),
    ])
    .option("--rounds <N>", "measure everything N times (default: each part its own number)", roundsOf)
    .option("--json", "every figure as JSON on standard output, instead of Markdown")
    .helpOption("-h, --help", "show this help")
    .exitOverride()
    .showHelpAfterError("(`npm run bench -- --help` shows the options and parts)")
    .addHelpText("after", partsHelp(suites));
  command.parse([...args], { from: "user" });
  const { only, rounds, json } = command.opts<{ only?: string[]; rounds?: number; json?: true }>();
  const chosen = names.filter((name) =>
    only === undefined ? !suites[name]?.onlyByName : only.includes(name),
  );
  return { only: chosen, rounds, json: json === true };
}

function known(name: string, names: readonly string[]): string {
  if (names.includes(name)) return name;
  throw new InvalidArgumentError(didYouMean(name, names) ?? `parts: ${names.join(", ")}`);
}

function roundsOf(text: string): number {
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds >= 1 && rounds <= 100) return rounds;
  throw new InvalidArgumentError("Expected a whole number from 1 to 100.");
}

function partsHelp(suites: Readonly<Record<string, Suite>>): string {
  const width = Math.max(...Object.keys(suites).map((name) => name.length));
  const lines = Object.entries(suites).map(
    ([name, { about, onlyByName }]) =>
      `  ${name.padEnd(width)}  ${about}${onlyByName ? " (only when named)" : ""}`,
  );
  return `\nParts:\n${lines.join("\n")}\n\nThe table goes to standard output, progress to standard error. Ctrl-C cleans up.`;
}
