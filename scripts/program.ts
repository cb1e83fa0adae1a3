import { Command } from "commander";
import manifest from "../package.json" with { type: "json" };
import { VERBS } from "./verbs/table.ts";
import type { Tool } from "./verbs/tool.ts";

/** All verbs by name; only the one that is called is loaded and knows its options. */
export async function programFor(args: readonly string[], tool: Tool): Promise<Command> {
  const words = args.filter((arg) => !arg.startsWith("-"));
  const chosen = words[0] === "help" ? words[1] : words[0];
  return await programWith((name) => name === chosen, tool);
}

/** All verbs with all that they know, for whoever tells of them. */
export async function wholeProgram(tool: Tool): Promise<Command> {
  return await programWith(() => true, tool);
}

async function programWith(isLoaded: (verb: string) => boolean, tool: Tool): Promise<Command> {
  const program = new Command("tierlab")
    .description("One YAML file becomes a running multi-tier traffic architecture, proven with packets.")
    .version(manifest.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "show this help")
    .helpCommand("help [verb]", "show the help of a verb")
    .configureHelp({
      helpWidth: Math.min(process.stdout.columns ?? 100, 100),
      minWidthToWrap: 20,
      subcommandTerm: (verb) => [verb.name(), verb.usage()].join(" ").trim(),
    })
    .showSuggestionAfterError()
    .showHelpAfterError("(`tierlab --help` shows every verb and option)")
    .exitOverride()
    .addHelpText("after", HELP_END);
  for (const [name, entry] of Object.entries(VERBS)) {
    const command = program
      .command(name)
      .description(entry.about)
      .usage(`${entry.usage} `)
      .helpOption("-h, --help", "show this help")
      .showHelpAfterError(`(\`tierlab ${name} --help\` shows its options and examples)`);
    if (isLoaded(name)) (await entry.load()).define(command, tool);
  }
  return program;
}

/** What stands below the list of verbs. */
export const HELP_END = `
LAB is a path to a lab file, or the name of a lab in labs/.

Exit codes:
  0    every claim holds, every break made its check fail
  1    a check failed
  2    wrong input
  3    could not be run here
  4    a break did not make its check fail: no proof
  70   a fault of tierlab itself
  130  interrupted, and cleaned up

Start here:
  $ tierlab doctor          what this machine has and lacks
  $ tierlab test lvs-dr     build it, prove it, take it away
  $ tierlab up lvs-dr       build it and leave it running`;
