import { padded, wrapped } from "../../terminal/columns.ts";
import { type Line, span } from "./line.ts";

const KEYS: readonly (readonly [key: string, does: string])[] = [
  ["↑ ↓ ← →", "choose a node"],
  ["c", "cut one of its links, or mend it"],
  ["k", "kill the node as by a loss of power, or start it again"],
  ["p", "kill one of its daemons, or start it again"],
  ["d", "drain it: its service gives it no new connection; or put it back"],
  ["t", "send traffic from all clients for a minute, or stop it"],
  ["s", "open a shell in the node; exit or Ctrl-D leads back here"],
  ["b", "put everything back that is cut, dead, down or drained, whoever did it"],
  ["q", "leave; what you changed you may put back then"],
  ["Ctrl-C", "leave at once; links and drained proxies are put back first"],
];

/** What the keys do. */
export function helpLines(columns: number): Line[] {
  return KEYS.flatMap(([key, does]) =>
    wrapped(does, Math.max(20, columns - 12)).map(
      (line, at): Line => [span(padded(at === 0 ? `  ${key}` : "", 11), "key"), span(line)],
    ),
  );
}
