import { Composer, type Document, isMap, Lexer, LineCounter, type Node, Parser, visit } from "yaml";
import type { Diagnostic } from "./diagnostic.ts";
import { isBlock, keyText, type LabSource, spanOf } from "./source.ts";

/** A file that is no YAML mapping within bounds has diagnostics and a `raw` of null. */
export interface ReadSource {
  readonly source: LabSource;
  readonly raw: Readonly<Record<string, unknown>> | null;
  readonly diagnostics: readonly Diagnostic[];
}

const MAX_BYTES = 1024 * 1024;
/** A lab nests about ten deep; the composer recurses, and would end the process at some thousands. */
const MAX_DEPTH = 40;
const MAX_ALIASES = 1_000;
/** Values in all once aliases are followed: a file of 1 MiB has half as many without them. */
const MAX_VALUES = 1_000_000;
const MAX_SHOWN = 50;

/** Reads YAML 1.2 of at most 1 MiB, with unique text keys, without tags of its own, its aliases bounded. */
export function readSource(text: string, file: string): ReadSource {
  const lines = countLines(text);
  const { document, faults } =
    new TextEncoder().encode(text).length > MAX_BYTES ? empty(TOO_LARGE) : compose(text);
  const anchors = new Map<string, Node>();
  const source: LabSource = { file, text, document, lines, anchors };
  const all = faults.length > 0 ? faults : documentFaults(document, anchors);
  const raw: unknown = all.length > 0 ? null : document.toJS({ maxAliasCount: -1 });
  const shape = all.length > 0 ? all : shapeFaults(raw);
  const diagnostics = shape.slice(0, MAX_SHOWN).map(({ at, message, opened }): Diagnostic => {
    const span = spanOf(source, at[0], at[1]);
    const secondary = opened
      ? { span: spanOf(source, opened[0], opened[0] + 1), label: "opened here" }
      : null;
    return { rule: "yaml", severity: "error", message, span, label: "", secondary, help: null };
  });
  return { source, raw: shape.length > 0 ? null : (raw as Record<string, unknown>), diagnostics };
}

interface Fault {
  readonly at: readonly [number, number];
  readonly message: string;
  /** Where what is not closed was opened. */
  readonly opened?: readonly [number, number] | null;
}

interface Composed {
  readonly document: Document;
  readonly faults: readonly Fault[];
}

type Tokens = Parameters<Composer["compose"]>[0];

/** The parser's own count misses line ends within what it cannot take. */
function countLines(text: string): LineCounter {
  const lines = new LineCounter();
  for (let start = 0; start >= 0; start = text.indexOf("\n", start) + 1 || -1) {
    lines.addNewLine(start);
  }
  return lines;
}

const START: Fault["at"] = [0, 0];
const TOO_LARGE: Fault = { at: START, message: "the file is larger than 1 MiB" };

function compose(text: string): Composed {
  const parser = new Parser();
  const tokens: unknown[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
    }
    if (parser.stack.length > 2 * MAX_DEPTH) {
      const at: Fault["at"] = [parser.offset, parser.offset + 1];
      return empty({ at, message: `nested more than ${MAX_DEPTH} deep` });
    }
  }
  tokens.push(...parser.end());
  const [document, second] = composeTokens(tokens as Iterable<never>, text.length);
  if (document === undefined) {
    return empty();
  }
  const faults: Fault[] = [...document.errors, ...document.warnings].map(({ pos, message }) => ({
    at: pos,
    message: lowered(message),
    opened: /^Missing closing|end with a/.test(message) ? openedBefore(document, pos[0]) : null,
  }));
  if (second !== undefined) {
    const at = second.range[0];
    faults.push({ at: [at, at], message: "a second document begins here; a file holds one lab" });
  }
  return { document, faults };
}

function composeTokens(tokens: Tokens, end: number): Document.Parsed[] {
  // its own search for equal keys compares each with each; duplicateKeys below takes linear time
  const composer = new Composer({ uniqueKeys: false, stringKeys: true, logLevel: "silent" });
  return [...composer.compose(tokens, true, end)];
}

function empty(...faults: readonly Fault[]): Composed {
  const [document] = composeTokens([], 0);
  if (document === undefined) {
    throw new Error("No tokens compose into one empty document");
  }
  return { document, faults };
}

/** What began last and ends where the parser missed its end. */
function openedBefore(document: Document, end: number): Fault["at"] | null {
  let found: Fault["at"] | null = null;
  visit(document, {
    Value: (_key, node) => {
      const [start, valueEnd] = rangeOf(node);
      found = start < end && valueEnd >= end && !isBlock(node) ? [start, valueEnd] : found;
    },
  });
  return found;
}

/** The parser's words in the style of the others. */
function lowered(message: string): string {
  return (message.charAt(0).toLowerCase() + message.slice(1)).replace(/\.$/, "");
}

/** What is well-formed YAML and still not taken: equal keys or anchors, an older YAML, unknown or too many aliases. */
function documentFaults(document: Document, anchors: Map<string, Node>): Fault[] {
  const faults: Fault[] = [];
  const { explicit, version } = document.directives?.yaml ?? {};
  if (explicit === true && version !== "1.2") {
    faults.push({ at: START, message: `a lab file is YAML 1.2, not ${version}` });
  }
  let aliases = 0;
  visit(document, {
    Alias: (_key, alias) => {
      aliases += 1;
      if (!anchors.has(alias.source)) {
        faults.push({
          at: rangeOf(alias),
          message: `no anchor \`&${alias.source}\` stands before this alias`,
        });
      }
      if (aliases === MAX_ALIASES + 1) {
        faults.push({ at: rangeOf(alias), message: `more than ${MAX_ALIASES} aliases` });
      }
    },
    Value: (_key, node) => {
      if (node.anchor !== undefined) {
        if (anchors.has(node.anchor)) {
          faults.push({ at: rangeOf(node), message: `a second anchor \`&${node.anchor}\`` });
        }
        anchors.set(node.anchor, node);
      }
      if (isMap(node)) {
        for (const fault of duplicateKeys(node.items)) {
          faults.push(fault);
        }
      }
    },
  });
  return faults;
}

function duplicateKeys(items: Parameters<typeof keyText>[0][]): Fault[] {
  const seen = new Set<string>();
  return items.flatMap((pair) => {
    const key = keyText(pair);
    const again = seen.has(key) || key === "__proto__";
    seen.add(key);
    const message =
      key === "__proto__" ? "`__proto__` is no key of a lab" : `the key \`${key}\` stands here twice`;
    return again ? [{ at: rangeOf(pair.key), message }] : [];
  });
}

function rangeOf(node: unknown): Fault["at"] {
  const range = (node as Partial<Node> | null)?.range ?? START;
  return [range[0], range[1]];
}

function shapeFaults(raw: unknown): Fault[] {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    return [{ at: START, message: "a lab file is a mapping that begins with `lab: NAME`" }];
  }
  return isBounded(raw)
    ? []
    : [{ at: START, message: `an alias within its own anchor, or more than ${MAX_VALUES} values` }];
}

/** Follows aliases, so that one inside its own anchor is found by the depth and a bomb by the number of values. */
function isBounded(raw: object): boolean {
  const open: [object, number][] = [[raw, 1]];
  let values = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, depth] = next;
    if (depth > 2 * MAX_DEPTH) {
      return false;
    }
    for (const inner of Object.values(value)) {
      values += 1;
      if (values > MAX_VALUES) {
        return false;
      }
      if (typeof inner === "object" && inner !== null) {
        open.push([inner, depth + 1]);
      }
    }
  }
  return true;
}
