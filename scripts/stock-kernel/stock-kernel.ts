import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { execa } from "execa";
import { EXIT } from "../exit-codes.ts";
import { packageRoot } from "../package-root.ts";
import { Interruption } from "../terminal/interruption.ts";
import { tellError } from "../terminal/tell-error.ts";
import { prepareStockKernel } from "./prepare.ts";
import { proveOnStockKernel } from "./prove.ts";

interface Options {
  readonly minutes: number;
  readonly report?: string;
  readonly prepare?: true;
  readonly testArguments: readonly string[];
}

/** `npm run stock-kernel -- [LAB...]`: the exit code is that of `tierlab test` in the machine. */
async function main(args: readonly string[]): Promise<number> {
  const interruption = new Interruption();
  const { signal } = interruption;
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  try {
    const { minutes, report, prepare, testArguments } = readOptions(args);
    if (prepare) {
      const { kernel } = await prepareStockKernel(say, signal);
      say(`stock kernel: ${kernel.release} is there`);
      return EXIT.ok;
    }
    await execa(join(packageRoot(), "scripts/tierlab"), ["--version"], { stderr: "inherit" });
    const outcome = await proveOnStockKernel({ testArguments, timeoutMs: minutes * 60_000, say, signal });
    say(`the machine ran for ${outcome.upSeconds.toFixed(0)} s of its own time`);
    if (report !== undefined) await writeFile(report, outcome.files["report.json"] ?? "");
    return outcome.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.wrongInput;
    return signal.aborted ? EXIT.interrupted : tellError(error);
  } finally {
    interruption.end();
  }
}

function readOptions(args: readonly string[]): Options {
  const command = new Command("npm run stock-kernel --")
    .description(
      "Runs `tierlab test` on Debian's own kernel in a virtual machine, by software emulation; needs root.",
    )
    .argument("[ARGUMENTS...]", "labs and options of `tierlab test`; every lab without any")
    .option("--minutes <N>", "how long the machine may take", minutesOf, 120)
    .option("--report <FILE>", "write the report there, as JSON")
    .option("--prepare", "only install what the machine takes")
    .allowUnknownOption()
    .exitOverride();
  command.parse([...args], { from: "user" });
  return { ...command.opts<Omit<Options, "testArguments">>(), testArguments: command.args };
}

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (minutes > 0 && minutes <= 600) return minutes;
  throw new InvalidArgumentError("Expected a number up to 600.");
}

process.exitCode = await main(process.argv.slice(2));
