import type { PlannedService } from "../../stacks/plan/plan.ts";
import { socketText } from "../../stacks/plan/socket-text.ts";
import { vipsOf } from "../../stacks/plan/vips-of.ts";

/** The real servers, as `10.0.0.5:80`, that IPVS gives new connections of a service to, from `ipvsadm -Ln`; null where it has no such service. */
export function ipvsPool(listing: string, service: PlannedService): string[] | null {
  const own = vipsOf(service).map(
    (vip) => `${service.protocol.toUpperCase()} ${socketText(vip, service.port)}`,
  );
  let isOwn = false;
  let found = false;
  const pool: string[] = [];
  for (const line of listing.split("\n")) {
    const [first = "", second = "", , weight = "0"] = line.trim().split(/\s+/);
    if (first === "TCP" || first === "UDP") {
      isOwn = own.includes(`${first} ${second}`);
      found ||= isOwn;
    } else if (isOwn && first === "->" && Number(weight) > 0) pool.push(second);
  }
  return found ? pool : null;
}

/** The servers, by the names of their nodes, that HAProxy gives new requests to, from its `show stat`; null where it has no such service. */
export function proxyPool(csv: string, service: string): string[] | null {
  const table = proxyTable(csv, service);
  if (table === null) return null;
  return table.servers.filter(({ isUp, weight }) => isUp && weight > 0).map(({ node }) => node);
}

/** What HAProxy tells of a service. */
export interface ProxyTable {
  readonly servers: readonly {
    readonly node: string;
    /** Whether it is given requests at all. */
    readonly isUp: boolean;
    /** 0 while it is drained. */
    readonly weight: number;
    /** Requests that it works on. */
    readonly current: number;
    /** New sessions over the last second. */
    readonly rate: number;
  }[];
  /** Of the service as a whole. */
  readonly current: number;
  readonly rate: number;
}

/** A service in HAProxy's `show stat` (management.txt, 9.1); null where it has no such service. */
export function proxyTable(csv: string, service: string): ProxyTable | null {
  const [header = "", ...rows] = csv.replace(/^# /, "").trim().split("\n");
  const columns = header.split(",");
  const at = (row: readonly string[], column: string) => row[columns.indexOf(column)] ?? "";
  const own = rows.map((row) => row.split(",")).filter((row) => at(row, "pxname") === service);
  if (own.length === 0) return null;
  const front = own.find((row) => ["FRONTEND", "BACKEND"].includes(at(row, "svname"))) ?? [];
  return {
    servers: own
      .filter((row) => !["FRONTEND", "BACKEND"].includes(at(row, "svname")))
      .map((row) => ({
        node: at(row, "svname"),
        isUp: /^(UP|no check|DRAIN)/.test(at(row, "status")),
        weight: at(row, "status").startsWith("DRAIN") ? 0 : Number(at(row, "weight")),
        current: Number(at(row, "scur")),
        rate: Number(at(row, "rate")),
      })),
    current: Number(at(front, "scur")),
    rate: Number(at(front, "rate")),
  };
}
