import type { Document, LineCounter } from "yaml";
import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { Span } from "./diagnostic.ts";

/** Keys and list positions from a document's root to one of its values. */
export type Path = readonly (string | number)[];

/** A lab file's text, taken apart. */
export interface LabSource {
  readonly file: string;
  readonly text: string;
  readonly document: Document;
  readonly lines: LineCounter;
  /** What each anchor names; a file has no two equal ones. */
  readonly anchors: ReadonlyMap<string, Node>;
}

/**
 * The place of a path's value, or of its key; null where the file has no such path. A short form stands for the long
 * one: the text `web` for `[web]` and for `{ web: {} }`, one value for a list of it. Where a list stands for a mapping,
 * a number behind the key tells the place in the list.
 */
export function locate(source: LabSource, path: Path, on: "key" | "value" = "value"): Span | null {
  let node: unknown = source.document.contents;
  let pair: Pair | null = null;
  for (const [at, step] of path.entries()) {
    const collection = followed(source, node);
    if (isMap(collection)) {
      if (step === 0) {
        continue;
      }
      pair = collection.items.find((item) => keyText(item) === String(step)) ?? null;
      if (pair === null) {
        return null;
      }
      node = pair.value;
    } else if (isSeq(collection)) {
      pair = null;
      node =
        typeof step === "number"
          ? collection.items[step]
          : collection.items.find((item) => scalarText(item) === step);
      if (node === undefined && typeof path[at + 1] === "number") {
        node = collection;
      } else if (node === undefined) {
        return null;
      }
    } else if (!isScalar(collection)) {
      return null;
    }
  }
  if (pair !== null && (on === "key" || isBlock(node))) {
    return nodeSpan(source, pair.key);
  }
  return nodeSpan(source, node) ?? (pair === null ? null : nodeSpan(source, pair.key));
}

/** The place of a path, or of the nearest thing around it that the file has. */
export function locateNearest(source: LabSource, path: Path, on: "key" | "value" = "value"): Span {
  for (let length = path.length; length > 0; length -= 1) {
    const span = locate(source, path.slice(0, length), length === path.length ? on : "key");
    if (span !== null) {
      return span;
    }
  }
  return nodeSpan(source, source.document.contents) ?? spanOf(source, 0, 0);
}

/** The value at a path of a plain document; undefined where there is none. */
export function valueAt(raw: unknown, path: Path): unknown {
  let value = raw;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) {
      return undefined;
    }
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/** A range of the text with its line and column. */
export function spanOf(
  { file, text, lines }: Pick<LabSource, "file" | "text" | "lines">,
  from: number,
  to: number,
): Span {
  const start = Math.max(0, Math.min(from, text.length));
  const { line, col } = lines.linePos(start);
  return {
    file,
    start,
    end: Math.max(start, Math.min(to, text.length)),
    line: Math.max(1, line),
    column: Math.max(1, col),
  };
}

/** A key as the text it becomes. */
export function keyText(pair: Pair): string {
  const key = pair.key;
  return String(typeof key === "object" && key !== null && "value" in key ? key.value : key);
}

function scalarText(node: unknown): string | null {
  return isScalar(node) ? String(node.value) : null;
}

function followed(source: LabSource, node: unknown): unknown {
  return isAlias(node) ? source.anchors.get(node.source) : node;
}

/** A mapping or list of several lines: its key says better where it is. */
export function isBlock(node: unknown): boolean {
  return (isMap(node) || isSeq(node)) && node.flow !== true;
}

function nodeSpan(source: LabSource, node: unknown): Span | null {
  if (!isNode(node) || node.range === null || node.range === undefined) {
    return null;
  }
  const [start, end] = node.range;
  return spanOf(source, start, end);
}
