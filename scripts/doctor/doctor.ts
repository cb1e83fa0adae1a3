import type { TerminalOptions } from "../report/terminal-report.ts";
import { wrapped } from "../terminal/columns.ts";
import type { Style } from "../terminal/style.ts";
import { type Fact, type FactState, isRoot, untried as notTried } from "./fact.ts";
import { PROBES } from "./probes.ts";

/** What this machine has and lacks for labs; every probe is tried that this user can try, side by side. Takes about two seconds. */
export async function runDoctor(): Promise<Fact[]> {
  return Promise.all(
    PROBES.map(async ({ name, needsRoot, probe }) => ({
      name,
      ...(needsRoot && !isRoot ? notTried : await probe()),
    })),
  );
}

/** Whether labs can run here, as far as was tried. */
export function labsCanRun(facts: readonly Fact[]): boolean {
  return facts.every(({ state }) => state !== "missing");
}

const MARKS = {
  there: { mark: "✓", colour: "green" },
  limited: { mark: "~", colour: "yellow" },
  missing: { mark: "✗", colour: "red" },
  untried: { mark: "·", colour: "dim" },
} as const satisfies Record<FactState, object>;

/** The facts for a person, what is to be done last. */
export function renderDoctor(facts: readonly Fact[], { style, columns }: TerminalOptions): string {
  const width = Math.max(...facts.map(({ name }) => name.length));
  const indent = " ".repeat(width + "✓ ".length + "  ".length);
  const told = (text: string, start: string, indented: string) =>
    wrapped(text, columns - indented.length).map((line, at) => (at === 0 ? start : indented) + line);
  const lines = facts.flatMap(({ name, state, found, mend }) => {
    const { mark, colour } = MARKS[state];
    const fact = told(found, `${style(colour, mark)} ${name.padEnd(width)}  `, indent);
    return mend === null ? fact : [...fact, ...told(mend, `${indent}${style("cyan", "=")} `, `${indent}  `)];
  });
  return [...lines, "", verdict(facts, style)].join("\n");
}

function verdict(facts: readonly Fact[], style: Style): string {
  const count = (wanted: FactState) => facts.filter(({ state }) => state === wanted).length;
  const untried = count("untried");
  if (untried > 0) return style("red", `${count("missing")} missing, ${untried} not tried: labs need root`);
  if (!labsCanRun(facts)) return style("red", `${count("missing")} missing: labs cannot run here yet`);
  const less = count("limited");
  return style("green", less === 0 ? "labs can run here" : `labs can run here, with ${less} limited`);
}
