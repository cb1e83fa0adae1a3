import type { QUERY_TYPES } from "../../stacks/lab/schema/senders/dns.ts";
import type { RequestRecord } from "../observe/observation.ts";

/** What one sender is told; a sender is a process in one client node. */
export interface SenderJob {
  readonly client: string;
  readonly service: string;
  /** The sender's name in the lab; null where it has none. */
  readonly sender: string | null;
  /** An address; or a name that is looked up for each new connection, where `isName`. */
  readonly address: string;
  readonly isName?: boolean;
  readonly port: number;
  /** Path and query. */
  readonly path: string;
  /** The Host header, where it is not the service's name. */
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether cookies that were set are sent along from then on. */
  readonly cookies?: boolean;
  /** Bytes that each request sends along by POST; none by GET. */
  readonly body?: number;
  /** Every X-Request-Id of this sender is this text, a dash and a number from 1 on. */
  readonly idPrefix: string;
  /** The port of its first connection; each further one has the next (portAfter). */
  readonly firstPort: number;
  /** When an exchange without a whole answer has failed, milliseconds. */
  readonly timeoutMs: number;
  /** Whether its answers are long downloads. */
  readonly download?: boolean;
  /** What is asked for by DNS instead of HTTP. Without an address the client's own resolver is asked. */
  readonly question?: DnsQuestion;
  readonly pattern: LoadPattern | ProbePattern;
}

export interface DnsQuestion {
  readonly name: string;
  readonly type: (typeof QUERY_TYPES)[number];
  /** As in 198.18.0.0/24. */
  readonly subnet?: string;
  readonly sockets: "new" | "one";
}

/** What one flood is told; it is sent by templates/client/flood.pl. */
export interface FloodJob {
  readonly client: string;
  readonly service: string;
  readonly address: string;
  readonly port: number;
  /** The first address that it may pretend to have, and how many from there on. */
  readonly sources: { readonly first: number; readonly count: number };
  readonly packets: number;
  /** How long it is spread over, milliseconds. */
  readonly forMs: number;
  /** When the very same packets are sent a second time, milliseconds from the first; null: random ones, once. */
  readonly againMs: number | null;
}

/** A bounded number of requests, `concurrency` at a time. */
export interface LoadPattern {
  readonly kind: "load";
  readonly requests: number;
  readonly concurrency: number;
  readonly connections: "new" | "kept";
}

/** Requests by the clock, each on a connection of its own, whatever the answers take. */
export interface ProbePattern {
  readonly kind: "probe";
  readonly everyMs: number;
  readonly forMs: number;
}

/** One line of a sender's standard output, as JSON. */
export type SenderLine =
  /** It waits for a line on its standard input. */
  | { readonly kind: "ready" }
  /** Its first request starts, milliseconds since the epoch. */
  | { readonly kind: "started"; readonly at: number }
  | { readonly kind: "request"; readonly record: RequestRecord }
  /** The last line of a job; lateness is the greatest of a 5 ms timer while requests ran. */
  | {
      readonly kind: "summary";
      readonly requests: number;
      readonly latenessMs: number;
      /** Whether it now waits for another job. */
      readonly isFree?: boolean;
      /** Of a flood: how many packets left, and when the second round of them began. */
      readonly packets?: number;
      readonly againAt?: number;
    };
