import { type Line, span } from "./line.ts";

/** A part of the screen: a title and lines below it. */
export interface Block {
  readonly title: Line;
  readonly lines: readonly Line[];
  /** The line that must be seen; the first one where nothing is said. */
  readonly shows?: number;
  /** How many lines below the title it gets before others get more. */
  readonly least: number;
}

/** Blocks one below the other in so many rows. Where room is short, each keeps its least, and the first ones get more first. */
export function stacked(blocks: readonly Block[], rows: number): Line[] {
  const shown = blocks.filter(({ lines }) => lines.length > 0);
  const given = shown.map(({ lines, least }) => Math.min(lines.length, least));
  let left = rows - shown.length - given.reduce((sum, one) => sum + one, 0);
  // The last ones go without anything where there is no room for all.
  for (let at = shown.length - 1; left < 0 && at > 0; at -= 1) {
    left += 1 + (given[at] ?? 0);
    given[at] = -1;
  }
  if (left < 0) given[0] = Math.max(0, (given[0] ?? 0) + left);
  for (const [at, { lines }] of shown.entries()) {
    const now = given[at] ?? 0;
    if (now < 0) continue;
    const more = Math.max(0, Math.min(left, lines.length - now));
    given[at] = now + more;
    left -= more;
  }
  const kept = shown.flatMap((block, at) => ((given[at] ?? -1) < 0 ? [] : [{ block, room: given[at] ?? 0 }]));
  const gaps = left >= kept.length - 1 && kept.length > 1;
  return kept
    .flatMap(({ block, room }, at) => [
      ...(gaps && at > 0 ? [[]] : []),
      block.title,
      ...windowOf(block, Math.max(0, room)),
    ])
    .slice(0, Math.max(0, rows));
}

/** So many lines of a block, and how many there are above or below. */
function windowOf({ lines, shows = 0 }: Block, room: number): Line[] {
  if (lines.length <= room) return [...lines];
  if (room < 2) return lines.slice(shows, shows + room);
  const seen = room - 1;
  const first = Math.max(0, Math.min(shows - Math.floor(seen / 2), lines.length - seen));
  const left = lines.length - seen;
  const more: Line = [span(`  … ${left} more ${left === 1 ? "line" : "lines"}`, "dim")];
  return [...lines.slice(first, first + seen), more];
}
