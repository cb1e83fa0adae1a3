import { TERM_KINDS, type Term, type TermKind } from "../../stacks/lab/terms/term.ts";
import { wrapped } from "../terminal/columns.ts";
import { plainLine } from "../terminal/plain-text.ts";
import type { TerminalOptions } from "./terminal-report.ts";

/** What a word means, one paragraph a meaning. */
export function explainReport(terms: readonly Term[], options: TerminalOptions): string {
  return `${terms.map((term) => explained(term, options).join("\n")).join("\n\n")}\n`;
}

/** Every word by its kind, to look at and choose from. */
export function termList(terms: readonly Term[], { style, columns }: TerminalOptions): string {
  const width = Math.max(...TERM_KINDS.map((kind) => KIND_WORDS[kind].many.length));
  const parts = TERM_KINDS.map((kind) => {
    const names = [...new Set(terms.filter((term) => term.kind === kind).map(({ name }) => name))];
    return row(KIND_WORDS[kind].many, names.toSorted().join(", "), { width, indent: 0, style, columns });
  });
  return `${parts.flat().join("\n")}\n`;
}

const KIND_WORDS: Readonly<Record<TermKind, { readonly one: string; readonly many: string }>> = {
  role: { one: "role of a tier", many: "roles" },
  sender: { one: "kind of traffic", many: "senders" },
  fault: { one: "fault", many: "faults" },
  check: { one: "check", many: "checks" },
  field: { one: "field", many: "fields" },
  value: { one: "value", many: "values" },
  rule: { one: "rule of lab files", many: "rules" },
  claim: { one: "claim", many: "claims" },
};

const MAX_OWNERS = 5;

function explained({ name, kind, of, about, at, facts, fields }: Term, options: TerminalOptions): string[] {
  const { style, columns } = options;
  const { one } = KIND_WORDS[kind];
  const owners = of.length > MAX_OWNERS ? [...of.slice(0, MAX_OWNERS), "others"] : of;
  const head = [one, ...(owners.length === 0 ? [] : [`of ${owners.join(", ")}`])].join(" ");
  const known = { ...(at.length === 0 ? {} : { written: at.join(", ") }), ...facts };
  const rows = (parts: Readonly<Record<string, string>>) => {
    const width = Math.max(0, ...Object.keys(parts).map((key) => key.length));
    return Object.entries(parts).flatMap(([key, text]) => row(key, text, { ...options, width, indent: 2 }));
  };
  return [
    ...wrapped(`${style("bold", plainLine(name))}  ${style("dim", head)}`, columns),
    ...wrapped(plainLine(about), columns - 2).map((line) => `  ${line}`),
    ...(Object.keys(known).length === 0 ? [] : ["", ...rows(known)]),
    ...(Object.keys(fields).length === 0 ? [] : ["", ...rows(fields)]),
  ];
}

interface RowOptions extends TerminalOptions {
  readonly width: number;
  readonly indent: number;
}

function row(key: string, text: string, { width, indent, style, columns }: RowOptions): string[] {
  const start = indent + width + 2;
  return wrapped(plainLine(text), columns - start).map((line, at) => {
    const label = at === 0 ? style("cyan", key) + " ".repeat(width - key.length) : " ".repeat(width);
    return `${" ".repeat(indent)}${label}  ${line}`.trimEnd();
  });
}
