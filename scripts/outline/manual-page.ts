import type { OptionOutline, Outline, VerbOutline } from "./outline.ts";

/** The manual page of section 1, in the macros of man(7). */
export function manualPage({ verbs }: Outline, about: string, version: string, end: string): string {
  return [
    `.TH TIERLAB 1 "" "tierlab ${version}" "User Commands"`,
    ".SH NAME",
    `tierlab \\- ${escaped(about)}`,
    ".SH SYNOPSIS",
    ...verbs.flatMap((verb) => [".B tierlab", escaped(`${verb.name} ${verb.usage}`), ".br"]),
    ".SH VERBS",
    ...verbs.flatMap(verbPart),
    ".SH NOTES",
    ...verbatim(end.trim()),
    "",
  ].join("\n");
}

function verbPart({ name, about, usage, arguments: words, options, examples }: VerbOutline): string[] {
  return [
    `.SS ${escaped(`${name} ${usage}`.trim())}`,
    escaped(`${about[0]?.toUpperCase()}${about.slice(1)}.`),
    ...words.flatMap((word) => entry(word.name, word.about)),
    ...options.flatMap((option) => entry(optionWords(option), optionAbout(option))),
    ...(examples.length === 0 ? [] : [".PP", "Examples:"]),
    ...examples.flatMap(({ command, about: why }) => entry(command, why)),
  ];
}

function optionWords({ flags, value }: OptionOutline): string {
  return `${flags.join(", ")}${value === null ? "" : ` ${value}`}`;
}

function optionAbout({ about, choices }: OptionOutline): string {
  return choices.length === 0 ? about : `${about} (one of ${choices.join(", ")})`;
}

function entry(words: string, about: string): string[] {
  return [".TP", `.B ${escaped(words)}`, escaped(about)];
}

function verbatim(text: string): string[] {
  return [".nf", ...text.split("\n").map(escaped), ".fi"];
}

/** As groff takes it for plain text: a dash is a minus that can be copied, and no line begins with a dot or quote. */
function escaped(text: string): string {
  return text
    .replace(/\\/g, "\\e")
    .replace(/-/g, "\\-")
    .replace(/^(?=[.'])/, "\\&");
}
