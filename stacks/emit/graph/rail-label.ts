import { LABEL } from "./measures.ts";
import type { PictureSegment } from "./picture.ts";
import { textWidth } from "./text-width.ts";

/** What stands above a rail, line by line. */
export function labelOf({ name, prefixes, delayMs }: PictureSegment): { text: string; strong: boolean }[] {
  const delay = delayMs === undefined ? "" : ` + ${delayMs} ms`;
  return [{ text: `${name}${delay}`, strong: true }, ...prefixes.map((text) => ({ text, strong: false }))];
}

/** Pixels. */
export function labelWidth(segment: PictureSegment): number {
  return Math.max(
    ...labelOf(segment).map(({ text, strong }) => textWidth(text, LABEL, strong ? "bold" : "mono")),
  );
}
