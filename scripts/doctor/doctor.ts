import type { Style } from "../terminal/style.ts";
import type { Fact, FactState } from "./fact.ts";
import { PROBES } from "./probes.ts";

/** What this machine has and lacks for labs; every probe is tried, side by side. Takes about two seconds. */
export async function runDoctor(): Promise<Fact[]> {
  return Promise.all(PROBES.map(async ({ name, probe }) => ({ name, ...(await probe()) })));
}

/** Whether labs can run here. */
export function labsCanRun(facts: readonly Fact[]): boolean {
  return facts.every(({ state }) => state !== "missing");
}

const MARKS = {
  there: { mark: "✓", colour: "green" },
  limited: { mark: "~", colour: "yellow" },
  missing: { mark: "✗", colour: "red" },
} as const satisfies Record<FactState, object>;

/** The facts for a person, what is to be done last. */
export function renderDoctor(facts: readonly Fact[], style: Style): string {
  const width = Math.max(...facts.map(({ name }) => name.length));
  const lines = facts.flatMap(({ name, state, found, mend }) => {
    const { mark, colour } = MARKS[state];
    const fact = `${style(colour, mark)} ${name.padEnd(width)}  ${found}`;
    return mend === null ? [fact] : [fact, `  ${" ".repeat(width)}  ${style("cyan", "=")} ${mend}`];
  });
  return [...lines, "", verdict(facts, style)].join("\n");
}

function verdict(facts: readonly Fact[], style: Style): string {
  const count = (wanted: FactState) => facts.filter(({ state }) => state === wanted).length;
  if (!labsCanRun(facts)) return style("red", `${count("missing")} missing: labs cannot run here yet`);
  const less = count("limited");
  return style("green", less === 0 ? "labs can run here" : `labs can run here, with ${less} limited`);
}
