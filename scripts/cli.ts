import { Command, CommanderError } from "commander";
import manifest from "../package.json" with { type: "json" };
import { EXIT } from "./exit-codes.ts";
import { Interruption, OutputClosed } from "./terminal/interruption.ts";
import { tellError } from "./terminal/tell-error.ts";
import { VERBS } from "./verbs/table.ts";
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

/** All verbs by name; only the chosen one is loaded and knows its options. */
async function programFor(args: readonly string[], tool: Tool): Promise<Command> {
  const program = new Command("tierlab")
    .description("One YAML file becomes a running multi-tier traffic architecture, proven with packets.")
    .version(manifest.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "show this help")
    .helpCommand("help [verb]", "show the help of a verb")
    .configureHelp({
      helpWidth: Math.min(process.stdout.columns ?? 100, 100),
      subcommandTerm: (verb) => [verb.name(), verb.usage()].join(" ").trim(),
    })
    .showSuggestionAfterError()
    .showHelpAfterError("(`tierlab --help` shows every verb and option)")
    .exitOverride()
    .addHelpText("after", HELP_END);
  const words = args.filter((arg) => !arg.startsWith("-"));
  const chosen = words[0] === "help" ? words[1] : words[0];
  for (const [name, entry] of Object.entries(VERBS)) {
    const command = program
      .command(name)
      .description(entry.about)
      .usage(`${entry.usage} `)
      .helpOption("-h, --help", "show this help")
      .showHelpAfterError(`(\`tierlab ${name} --help\` shows its options and examples)`);
    if (name === chosen) (await entry.load()).define(command, tool);
  }
  return program;
}

const HELP_END = `
LAB is a path to a lab file, or the name of a lab in labs/.

Exit codes:
  0    every claim holds, and every break made its check fail
  1    a check failed
  2    wrong input
  3    could not be run here
  4    a break did not make its check fail: the proof proves nothing
  70   a fault of tierlab itself
  130  interrupted, and cleaned up

Start here:
  $ tierlab doctor          what this machine has and lacks
  $ tierlab test lvs-dr     build the lab, prove its claims, take it away
  $ tierlab up lvs-dr       build it and leave it running`;

const exitCode = await main(process.argv.slice(2));
// Output to a pipe is asynchronous: it is all handed over before the process ends.
await Promise.all(
  [process.stdout, process.stderr].map(
    (stream) => new Promise<void>((done) => stream.write("", () => done())),
  ),
);
process.exit(exitCode);
