import type { Command, Option } from "commander";

/** What a person can write after `tierlab`, as data. */
export interface Outline {
  readonly verbs: readonly VerbOutline[];
  /** The words that `tierlab explain` knows, but for the claims of labs. */
  readonly terms: readonly string[];
}

export interface VerbOutline {
  readonly name: string;
  readonly about: string;
  readonly usage: string;
  readonly arguments: readonly {
    /** As in `LAB`. */
    readonly name: string;
    readonly about: string;
    readonly isMany: boolean;
    readonly choices: readonly string[];
  }[];
  readonly options: readonly OptionOutline[];
  /** Commands that work, each with what it is for. */
  readonly examples: readonly { readonly command: string; readonly about: string }[];
}

export interface OptionOutline {
  /** As in `-h` and `--help`. */
  readonly flags: readonly string[];
  readonly about: string;
  /** As in `FILE`; null where it takes none. */
  readonly value: string | null;
  readonly choices: readonly string[];
}

/** The verbs of a program in the order of its help. */
export function verbOutlines(program: Command): VerbOutline[] {
  const help = program.createHelp();
  return program.commands.map((command) => ({
    name: command.name(),
    about: command.description(),
    usage: command.usage().trim(),
    arguments: command.registeredArguments.map((one) => ({
      name: one.name(),
      about: one.description,
      isMany: one.variadic,
      choices: one.argChoices ?? [],
    })),
    options: help.visibleOptions(command).map(optionOutline),
    examples: examplesIn(helpText(command)),
  }));
}

function optionOutline({ short, long, flags, description, argChoices }: Option): OptionOutline {
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    about: description,
    value: /[<[]([^>\]]+)[>\]]/.exec(flags)?.[1] ?? null,
    choices: argChoices ?? [],
  };
}

/** With what stands below the options, which commander gives only where it prints. */
function helpText(command: Command): string {
  let text = "";
  const { writeOut, ...others } = command.configureOutput();
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  command.configureOutput({ ...others, ...(writeOut === undefined ? {} : { writeOut }) });
  return text;
}

function examplesIn(help: string): VerbOutline["examples"] {
  const [, below = ""] = help.split("\nExamples:\n");
  return [...below.matchAll(EXAMPLE)].map(([, command = "", beside = "", beneath = ""]) => ({
    command,
    about: `${beside} ${beneath}`.replace(/\s+/g, " ").trim(),
  }));
}

/** A command, with what it is for beside it or in deeper lines below. */
const EXAMPLE = /^ {2}\$ (.+?)(?: {2,}(.*))?$((?:\n {6}.*)*)/gm;
