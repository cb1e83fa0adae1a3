import { clock } from "./screen/figures.ts";
import type { TimedEvent, WatchSession } from "./session.ts";

/** Where there is no terminal: a line an event, until the signal or the end of the lab. Resolves to whether the lab is gone. */
export function plainWatch(
  session: WatchSession,
  print: (line: string) => void,
  signal: AbortSignal,
): Promise<boolean> {
  let last: TimedEvent | undefined;
  let isKnown = false;
  return new Promise((resolve) => {
    const stop = session.subscribe(() => {
      const { view, events, lab, isGone } = session.state;
      if (!isKnown && view !== null && view.nodes.every(({ health }) => health !== "unknown")) {
        isKnown = true;
        const up = view.nodes.filter(({ health }) => health === "up").length;
        print(`${clock(Date.now())}  ${lab.name}: ${up} of ${view.nodes.length} nodes are up`);
      }
      const from = last === undefined ? 0 : events.indexOf(last) + 1;
      for (const { at, text } of events.slice(from)) print(`${clock(at)}  ${text}`);
      last = events.at(-1);
      if (isGone) end(true);
    });
    const end = (isGone: boolean) => {
      stop();
      resolve(isGone);
    };
    signal.addEventListener("abort", () => end(false), { once: true });
  });
}
