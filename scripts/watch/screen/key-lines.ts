import type { NodeView } from "../model/node-view.ts";
import type { WatchState } from "../session.ts";
import { flow, type Line, span } from "./line.ts";
import type { Desk } from "./press.ts";

const MOST_LINES = 2;

/** The keys that do something now, or the answers to a question; those that matter least go where there is no room. */
export function keyLines(
  { question, help }: Desk,
  node: NodeView | undefined,
  { traffic, isGone }: Pick<WatchState, "traffic" | "isGone">,
  columns: number,
): Line[] {
  if (isGone) return [[span("the lab is gone", "bad")]];
  if (question !== null)
    return flow(
      [
        [span(`${question.text}?`)],
        ...question.choices.map(({ key, label }) => keyed(key, label)),
        keyed("Esc", "none"),
      ],
      columns,
    );
  const keys = [
    keyed("q", "leave"),
    keyed("?", help ? "back" : "help"),
    keyed("c", "cut"),
    keyed("k", node?.health === "down" ? "start" : "kill"),
    keyed("d", "drain"),
    keyed("t", traffic === null ? "traffic" : "no traffic"),
    keyed("b", "put back"),
    keyed("s", "shell"),
    keyed("p", "daemon"),
    keyed("↑↓←→", "node"),
  ];
  let kept = keys.length;
  const shown = () => flow(keys.slice(0, kept).toReversed(), columns);
  while (kept > 1 && shown().length > MOST_LINES) kept -= 1;
  return shown();
}

function keyed(key: string, label: string): Line {
  return [span(key, "key"), span(` ${label}`)];
}
