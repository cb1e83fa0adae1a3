import type { OptionOutline, Outline, VerbOutline } from "../outline/outline.ts";

/** What can be written at a place of the command line. */
export interface Candidate {
  readonly word: string;
  readonly about: string;
}

/** What the labs of this machine hold, asked only where it is wanted. */
export interface LabWords {
  labs(): readonly Candidate[];
  running(): readonly Candidate[];
  nodes(lab: string): Promise<readonly Candidate[]>;
  /** Of a node: its interfaces, or its daemons. */
  parts(lab: string, node: string, kind: "interfaces" | "daemons"): readonly Candidate[];
  services(lab: string): Promise<readonly Candidate[]>;
  claims(labs: readonly string[]): readonly Candidate[];
}

/** The place where names of files are looked for by the shell itself. */
export const FILES: Candidate = { word: ":files", about: "" };

/** What can follow `words`, the last of which is being written; it may be empty. */
export async function candidates(
  words: readonly string[],
  outline: Outline,
  labs: LabWords,
): Promise<Candidate[]> {
  const current = words.at(-1) ?? "";
  const all = await possible(words.slice(0, -1), current, outline, labs);
  return all.filter((one) => one === FILES || one.word.startsWith(current));
}

async function possible(
  before: readonly string[],
  current: string,
  outline: Outline,
  labs: LabWords,
): Promise<Candidate[]> {
  const verbs = outline.verbs.map(({ name, about }) => ({ word: name, about }));
  const [name, ...after] = before;
  if (name === undefined) return current.startsWith("-") ? GLOBAL : [...verbs, HELP];
  if (name === HELP.word) return before.length === 1 ? verbs : [];
  const verb = outline.verbs.find((one) => one.name === name);
  // What stands after -- is another program's.
  if (verb === undefined || after.includes("--")) return [];
  const open = verb.options.find(({ flags, value }) => value !== null && flags.includes(after.at(-1) ?? ""));
  const given = positionals(after, verb);
  if (open !== undefined) return valuesOf(open, given, labs);
  if (current.startsWith("-")) return flagsOf(verb, after);
  return argumentsOf(verb, given, current, outline, labs);
}

const HELP: Candidate = { word: "help", about: "show the help of a verb" };
const GLOBAL: Candidate[] = [
  { word: "--help", about: "show this help" },
  { word: "--version", about: "print the version" },
];

/** What is written beside options and their values. */
function positionals(words: readonly string[], { options }: VerbOutline): string[] {
  const takesValue = (word: string | undefined) =>
    options.some(({ flags, value }) => value !== null && flags.includes(word ?? ""));
  return words.filter((word, at) => !word.startsWith("-") && !takesValue(words[at - 1]));
}

function flagsOf({ options }: VerbOutline, given: readonly string[]): Candidate[] {
  return options.flatMap(({ flags, about }) => {
    const long = flags.at(-1) ?? "";
    return given.includes(long) ? [] : [{ word: long, about }];
  });
}

async function valuesOf(
  { value, choices }: OptionOutline,
  given: readonly string[],
  labs: LabWords,
): Promise<Candidate[]> {
  if (choices.length > 0) return plain(choices);
  if (value === "ID") return [...labs.claims(given)];
  if (value === "NODE") return [...(await labs.nodes(given[0] ?? ""))];
  return value === "FILE" || value === "DIR" ? [FILES] : [];
}

async function argumentsOf(
  { arguments: all }: VerbOutline,
  given: readonly string[],
  current: string,
  outline: Outline,
  labs: LabWords,
): Promise<Candidate[]> {
  const last = all.at(-1);
  const wanted = all[given.length] ?? (last?.isMany ? last : undefined);
  if (wanted === undefined) return [];
  const [lab = "", node = ""] = given;
  if (wanted.choices.length > 0) return plain(wanted.choices);
  switch (wanted.name) {
    case "LAB":
      // Its description says where only a lab that runs will do.
      return wanted.about.startsWith("a running lab")
        ? [...labs.running()]
        : [...labs.labs().filter(({ word }) => !given.includes(word)), FILES];
    case "NODE":
      return [...(await labs.nodes(lab))];
    case "NODE[:IF]":
      return nodesAndInterfaces(lab, current, labs);
    case "DAEMON":
      return [...labs.parts(lab, node, "daemons")];
    case "SERVICE":
      return [...(await labs.services(lab))];
    case "TERM":
      return [...plain(outline.terms), ...labs.claims([])];
    default:
      return wanted.name.includes("FILE") ? [FILES] : [];
  }
}

async function nodesAndInterfaces(lab: string, current: string, labs: LabWords): Promise<Candidate[]> {
  const [node = ""] = current.split(":");
  if (!current.includes(":")) return [...(await labs.nodes(lab))];
  return labs.parts(lab, node, "interfaces").map(({ word, about }) => ({ word: `${node}:${word}`, about }));
}

function plain(words: readonly string[]): Candidate[] {
  return words.map((word) => ({ word, about: "" }));
}
