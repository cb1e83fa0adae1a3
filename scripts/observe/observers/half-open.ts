import { setTimeout as wait } from "node:timers/promises";
import type { Engine, RunningLab } from "../../engines/engine.ts";
import type { HalfOpenReading } from "../observation.ts";
import type { Observer } from "./observer.ts";

/** From one look to the next, milliseconds: a handshake that goes well is a thousand times shorter. */
const EVERY_MS = 200;

/** Connections that stay half-open at servers. */
export const halfOpen: Observer<"half-open", "halfOpen"> = {
  nothing: { halfOpen: [] },
  async begin(needs, { engine, lab, signal }) {
    const nodes = [...new Set(needs.flatMap((need) => need.nodes))];
    const watch = await watchHalfOpen(engine, lab, nodes, signal);
    return {
      async end() {
        watch.end();
        return { halfOpen: await watch.readings };
      },
      cancel: async () => watch.end(),
    };
  },
};

/** Servers that are looked at while traffic flows. */
export interface HalfOpenWatch {
  /** What was seen; resolves after `end`. */
  readonly readings: Promise<HalfOpenReading[]>;
  end(): void;
}

/**
 * Looks at the servers' half-open connections from now on. A connection counts that is still half-open at the next
 * look, and was not before the first one: each look would else find handshakes that go well.
 */
export async function watchHalfOpen(
  engine: Pick<Engine, "run">,
  lab: RunningLab,
  nodes: readonly string[],
  signal: AbortSignal,
): Promise<HalfOpenWatch> {
  let over = false;
  const look = async (node: string) =>
    parseHalfOpen((await engine.run(lab, node, ["ss", "-Htn", "state", "syn-recv"], { signal })).stdout);
  const before = new Map(
    await Promise.all(nodes.map(async (node) => [node, new Set(await look(node))] as const)),
  );
  const watch = async (node: string): Promise<HalfOpenReading> => {
    let last = new Set<string>();
    let most = 0;
    let looks = 0;
    while (!over) {
      const now = (await look(node)).filter((one) => before.get(node)?.has(one) !== true);
      most = Math.max(most, now.filter((one) => last.has(one)).length);
      looks += 1;
      last = new Set(now);
      await wait(EVERY_MS, undefined, { signal });
    }
    return { node, most, looks };
  };
  const readings = Promise.all(nodes.map(watch));
  // Whoever awaits it hears of it; until then it must not count as unhandled.
  readings.catch(() => {});
  return {
    readings,
    end: () => {
      over = true;
    },
  };
}

/** Local and remote address of each connection, from `ss -Htn state syn-recv`. */
export function parseHalfOpen(listing: string): string[] {
  return listing.split("\n").flatMap((line) => {
    const [, , local, remote] = line.trim().split(/\s+/);
    return local === undefined || remote === undefined ? [] : [`${local} ${remote}`];
  });
}
