import { diffLines } from "diff";
import type { Step } from "../../stacks/diff/step.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { type StepSign, stepParts } from "../report/step-in-words.ts";
import { plainLine } from "../terminal/plain-text.ts";
import type { Style } from "../terminal/style.ts";

const COLOUR = { "+": "green", "~": "yellow", "-": "red" } as const;

/** Steps for a person: `+` comes, `~` changes, `-` goes; of a file, the lines that change beside what `now` has. */
export function stepLines(steps: readonly Step[], now: Plan, style: Style): string[] {
  return steps.flatMap((step) => {
    const [sign, subject, words] = stepParts(step);
    const line = `  ${style(COLOUR[sign], sign)} ${style("bold", plainLine(subject))}  ${plainLine(words)}`;
    return [line, ...(step.do === "write-file" ? fileLines(step, now, style) : [])];
  });
}

/** How many steps of each kind, as in `2 to add, 1 to change, 0 to remove`. */
export function stepCount(steps: readonly Step[]): string {
  const count = (sign: StepSign) => steps.filter((step) => stepParts(step)[0] === sign).length;
  return `${count("+")} to add, ${count("~")} to change, ${count("-")} to remove`;
}

const MOST_LINES = 20;

function fileLines(step: Extract<Step, { do: "write-file" }>, now: Plan, style: Style): string[] {
  const node = now.nodes.find(({ name }) => name === step.node);
  const before = node?.files.find(({ path }) => path === step.path)?.content ?? "";
  const lines = diffLines(before, step.content).flatMap(({ added, removed, value }) => {
    const sign = added ? "+" : removed ? "-" : null;
    if (sign === null) return [];
    const changed = value.replace(/\n$/, "").split("\n");
    return changed.map((text) => style(COLOUR[sign], `      ${sign} ${plainLine(text)}`));
  });
  const left = lines.length - MOST_LINES;
  return left > 0 ? [...lines.slice(0, MOST_LINES), `      … and ${left} lines more`] : lines;
}
