import { failureOf, isServed } from "../../checks/success.ts";
import type { RequestRecord } from "../../observe/observation.ts";

/** The requests that a watch sends, as they went up to now. */
export interface TrafficView {
  /** The service, or the name, that is asked. */
  readonly target: string;
  readonly clients: readonly string[];
  /** When it ends by itself, milliseconds since the epoch. */
  readonly endsAt: number;
  readonly served: number;
  readonly failed: number;
  /** What became of the last one that failed. */
  readonly lastFailure: string | null;
  /** By the node nearest to the client that served them. */
  readonly servers: ReadonlyMap<string, number>;
}

export function withRequest(traffic: TrafficView, record: RequestRecord): TrafficView {
  if (!isServed(record)) return { ...traffic, failed: traffic.failed + 1, lastFailure: failureOf(record) };
  const [server] = record.servedBy;
  const servers = new Map(traffic.servers);
  if (server !== undefined) servers.set(server, (servers.get(server) ?? 0) + 1);
  return { ...traffic, served: traffic.served + 1, servers };
}
