import test from "ava";
import { PALETTE } from "../../../stacks/emit/graph/svg-style.ts";

/** Text and the ground it stands on. */
const PAIRS = [
  ["ink", "ground"],
  ["ink", "card"],
  ["ink", "cell"],
  ["ink", "cell-running"],
  ["ink", "cell-dead"],
  ["ink", "cell-out"],
  ["ink", "cell-master"],
  ["soft", "ground"],
  ["soft", "card"],
  ["soft", "frame"],
  ["vip", "card"],
  ["on-vip", "vip"],
  ["running", "card"],
  ["dead", "card"],
  ["out", "card"],
  ["master", "card"],
] as const;

/** Lines and the ground they stand on: 3 to 1 is enough (WCAG 2.2, 1.4.11). */
const LINES = [
  ["request", "rail"],
  ["reply", "rail"],
] as const;

for (const mode of ["light", "dark"] as const)
  test(`text is legible in ${mode} mode`, (t) => {
    const ratio = ([a, b]: readonly [keyof (typeof PALETTE)["light"], keyof (typeof PALETTE)["light"]]) =>
      contrast(PALETTE[mode][a], PALETTE[mode][b]);
    t.deepEqual(
      PAIRS.filter((pair) => ratio(pair) < 4.5),
      [],
    );
    t.deepEqual(
      LINES.filter((pair) => ratio(pair) < 3),
      [],
    );
  });

/** WCAG 2.2, contrast ratio. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
