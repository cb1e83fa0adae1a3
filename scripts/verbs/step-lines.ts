import { diffLines } from "diff";
import type { Step } from "../../stacks/diff/step.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { plainLine } from "../terminal/plain-text.ts";
import type { Style } from "../terminal/style.ts";

type Sign = "+" | "~" | "-";

const COLOUR = { "+": "green", "~": "yellow", "-": "red" } as const;

/** Steps for a person: `+` comes, `~` changes, `-` goes; of a file, the lines that change beside what `now` has. */
export function stepLines(steps: readonly Step[], now: Plan, style: Style): string[] {
  return steps.flatMap((step) => {
    const [sign, subject, words] = told(step);
    const line = `  ${style(COLOUR[sign], sign)} ${style("bold", plainLine(subject))}  ${plainLine(words)}`;
    return [line, ...(step.do === "write-file" ? fileLines(step, now, style) : [])];
  });
}

/** How many steps of each kind, as in `2 to add, 1 to change, 0 to remove`. */
export function stepCount(steps: readonly Step[]): string {
  const count = (sign: Sign) => steps.filter((step) => told(step)[0] === sign).length;
  return `${count("+")} to add, ${count("~")} to change, ${count("-")} to remove`;
}

function told(step: Step): readonly [Sign, string, string] {
  switch (step.do) {
    case "remove-node":
      return ["-", step.node, `the node: ${step.why}`];
    case "remove-segment":
      return ["-", step.segment, "the segment"];
    case "add-segment":
      return ["+", step.segment.name, `the segment ${step.segment.prefix}`];
    case "create-node":
      return ["+", step.node, `the node: ${step.why}`];
    case "set-sysctl":
      return ["~", step.node, `sysctl ${step.key} = ${step.value}`];
    case "add-address":
      return ["+", step.node, `address ${step.address} on ${step.dev}`];
    case "remove-address":
      return ["-", step.node, `address ${step.address} on ${step.dev}`];
    case "add-route":
      return ["+", step.node, `route ${step.route.to} via ${step.route.via}`];
    case "remove-route":
      return ["-", step.node, `route ${step.route.to} via ${step.route.via}`];
    case "write-file":
      return ["~", step.node, `file ${step.path}`];
    case "remove-file":
      return ["-", step.node, `file ${step.path}`];
    case "reload-daemon":
      return ["~", step.node, `reload ${step.daemon}`];
    case "restart-daemon":
      return ["~", step.node, `restart ${step.daemon}`];
  }
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
