import type { RunEvent, RunProgress } from "../run/progress.ts";
import { plainLine } from "../terminal/plain-text.ts";
import { seconds } from "./duration.ts";
import { MARKS } from "./marks.ts";

/** Progress for a pipe or a log: a line for each thing that is finished, each with its lab's name. */
export function plainProgress(lab: string, say: (line: string) => void): RunProgress {
  const begunAt = performance.now();
  return (event) => {
    const text = lineOf(event, performance.now() - begunAt);
    if (text !== null) say(`${lab}: ${plainLine(text)}`);
  };
}

function lineOf(event: RunEvent, sinceMs: number): string | null {
  switch (event.kind) {
    case "phase":
      return `${event.phase} (at ${seconds(sinceMs)})`;
    case "node":
      return `${event.node}: ${event.text}`;
    case "told":
      return event.text;
    case "doing":
      return event.text;
    case "claim":
      return claimLine(event);
    case "break":
      return breakLine(event);
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
