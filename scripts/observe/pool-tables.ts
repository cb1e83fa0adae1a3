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

/** The servers, by the names of their nodes, that HAProxy gives new requests to, from its `show stat` (management.txt, 9.1); null where it has no such service. */
export function proxyPool(csv: string, service: string): string[] | null {
  const [header = "", ...rows] = csv.replace(/^# /, "").trim().split("\n");
  const columns = header.split(",");
  const at = (row: readonly string[], column: string) => row[columns.indexOf(column)] ?? "";
  const own = rows.map((row) => row.split(",")).filter((row) => at(row, "pxname") === service);
  if (own.length === 0) return null;
  return own
    .filter((row) => !["FRONTEND", "BACKEND"].includes(at(row, "svname")))
    .filter((row) => /^(UP|no check)/.test(at(row, "status")) && Number(at(row, "weight")) > 0)
    .map((row) => at(row, "svname"));
}
