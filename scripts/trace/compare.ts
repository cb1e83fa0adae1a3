import { isHandshake, isMessage } from "./packet-kind.ts";
import type { Trace, TracedHop, TracedWalk } from "./trace.ts";

/** Where a walk stands in a trace. */
export interface Place {
  readonly walk: number;
  readonly hop: number;
}

/** The first hop at which two traces differ; null on the side that had come to its end. */
export interface Difference {
  readonly written: Place | null;
  readonly broken: Place | null;
}

/**
 * The first hop that differs between the traces of a lab as it is written and as it is broken; null where there is none.
 * Only handshakes, requests, replies and refusals count, and of two nodes of one tier either may be chosen. How a name was
 * looked up does not count, as the resolver may still know it.
 */
export function firstDifference(written: Trace, broken: Trace): Difference | null {
  const [one, other] = [stepsOf(written), stepsOf(broken)];
  const length = Math.max(one.length, other.length);
  for (let index = 0; index < length; index++) {
    const [was, is] = [one[index], other[index]];
    if (was?.key !== is?.key) return { written: was?.place ?? null, broken: is?.place ?? null };
  }
  return null;
}

interface ComparedStep {
  readonly key: string;
  readonly place: Place;
}

function stepsOf({ walks, lookup }: Trace): ComparedStep[] {
  const before = lookup?.connections ?? 0;
  const replied = new Set<number>();
  return walks.flatMap((walk, index) => {
    if (walk.kind === "reply") replied.add(walk.connection);
    // After a reply a reset is but a short way to close.
    const refuses = walk.kind === "reset" && !replied.has(walk.connection);
    if (walk.connection <= before || !(isHandshake(walk) || isMessage(walk) || refuses)) return [];
    const connection = walk.connection - before;
    return walk.hops.map((hop, at) => ({
      key: hopKey({ ...walk, connection }, hop),
      place: { walk: index, hop: at },
    }));
  });
}

/** What two packets that took the same way have in common, whoever of a tier they met. */
function hopKey({ connection, kind, direction, again, end }: TracedWalk, hop: TracedHop): string {
  const fields = hop.changes.map(({ field }) => field).join(",");
  const isLast = hop.out === null || end === "lost";
  const points = [hop.in?.segment, hop.out?.segment].join(">");
  return [connection, kind, direction, again, hop.tier, hop.does, points, fields, isLast ? end : ""].join(
    " ",
  );
}
