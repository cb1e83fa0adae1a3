import type { RunEvent, RunProgress } from "../run/progress.ts";
import { plainLine } from "../terminal/plain-text.ts";
import { seconds } from "./duration.ts";
import { MARKS } from "./marks.ts";

/** Progress for a pipe or a log: a line for each thing as it is done, with its lab, the time so far and the phase. */
export function plainProgress(lab: string, say: (line: string) => void): RunProgress {
  const begunAt = performance.now();
  let phase = "";
  return (event) => {
    if (event.kind === "phase") phase = event.phase;
    const text = lineOf(event);
    if (text === null) return;
    const time = seconds(performance.now() - begunAt).padStart(7);
    say(`${lab} ${time}  ${phase === "" ? "" : `${phase}: `}${plainLine(text)}`);
  };
}

function lineOf(event: RunEvent): string | null {
  switch (event.kind) {
    case "node":
      return `${event.node}: ${event.text}`;
    case "told":
    case "doing":
      return event.text;
    case "claim":
      return claimLine(event);
    case "break":
      return breakLine(event);
    case "detail":
    case "phase":
    case "claims":
    case "end":
      return null;
  }
}

export function claimLine({ id, verdict, checks }: Extract<RunEvent, { kind: "claim" }>): string {
  const figures = checks.map((check) => `${check.check} ${check.figure}`).join("; ");
  return `${MARKS[verdict].sign} ${id}: ${MARKS[verdict].word} (${figures})`;
}

export function breakLine({
  id,
  verdict,
  fails,
  change,
  note,
}: Extract<RunEvent, { kind: "break" }>): string {
  const outcome = verdict === "passed" ? `${fails} fails without its cause` : (note ?? MARKS[verdict].word);
  return `${MARKS[verdict].sign} ${id}, break (${change}): ${outcome}`;
}
