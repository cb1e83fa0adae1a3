import { CommanderError } from "commander";
import { EXIT } from "./exit-codes.ts";
import { programFor } from "./program.ts";
import { Interruption, OutputClosed } from "./terminal/interruption.ts";
import { tellError } from "./terminal/tell-error.ts";
import type { Tool } from "./verbs/tool.ts";

/** The command line: chooses the verb, runs it, and is the one place that tells errors and sets the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const interruption = new Interruption();
  let exitCode: number = EXIT.ok;
  const tool: Tool = {
    signal: interruption.signal,
    say: (text) => void process.stderr.write(`${text}\n`),
    print: (text) => void process.stdout.write(text.endsWith("\n") ? text : `${text}\n`),
    finish: async (work) => {
      exitCode = await work();
    },
    handOverInterrupts: () => interruption.handOver(),
  };
  try {
    const program = await programFor(args, tool);
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.wrongInput;
    if (interruption.signal.aborted) {
      if (interruption.signal.reason instanceof OutputClosed) return EXIT.ok;
      if (error !== interruption.signal.reason) tellError(error);
      return EXIT.interrupted;
    }
    return tellError(error);
  } finally {
    interruption.end();
  }
}

const exitCode = await main(process.argv.slice(2));
// Output to a pipe is asynchronous: it is all handed over before the process ends.
await Promise.all(
  [process.stdout, process.stderr].map(
    (stream) => new Promise<void>((done) => stream.write("", () => done())),
  ),
);
process.exit(exitCode);
