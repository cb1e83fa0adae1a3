import { isHandshake, isMessage } from "../../scripts/trace/packet-kind.ts";
import type { Trace, TracedHop, TracedSighting } from "../../scripts/trace/trace.ts";

/** A trace without what differs from run to run: times, ports and numbers that are drawn, checksums, and packets whose order is no rule. */
export function timeless(trace: Trace): Trace {
  const walks = trace.walks.filter((walk) => isHandshake(walk) || isMessage(walk));
  const frames = new Map(
    walks
      .flatMap(({ hops }) => hops.flatMap((hop) => [hop.in, hop.out]))
      .filter((sighting) => sighting !== null)
      .map(({ frame }, index) => [frame, index + 1]),
  );
  const still = (sighting: TracedSighting | null): TracedSighting | null => {
    if (sighting === null) return null;
    const frame = frames.get(sighting.frame) ?? 0;
    const [from, to] = [drawnPort(sighting.from), drawnPort(sighting.to)];
    return { ...sighting, from, to, frame, captured: frame, atMs: frame / 100, bytes: 0 };
  };
  const hopOf = (hop: TracedHop): TracedHop => ({
    ...hop,
    in: still(hop.in),
    out: still(hop.out),
    changes: hop.changes.map((change) => {
      if (change.field.endsWith("checksum")) return { ...change, was: "…", is: "…" };
      if (!change.field.endsWith("port")) return change;
      const shown = (port: string) => (SERVED.includes(Number(port)) ? port : DRAWN);
      return { ...change, was: shown(change.was), is: shown(change.is) };
    }),
  });
  return {
    ...trace,
    outcome: { ...trace.outcome, tookMs: 0 },
    connections: trace.connections.map((one) => ({
      ...one,
      from: drawnPort(one.from),
      to: drawnPort(one.to),
    })),
    walks: walks.map((walk) => ({ ...walk, hops: walk.hops.map(hopOf) })),
  };
}

/** Whatever is no port of a server of labs/ was drawn. */
const SERVED = [53, 80, 8080];
const DRAWN = "50000";

function drawnPort(socket: string): string {
  return socket.replace(/:(\d+)$/, (_, port: string) => `:${SERVED.includes(Number(port)) ? port : DRAWN}`);
}
