import type { TrafficView } from "../model/traffic-view.ts";
import { flow, type Line, span } from "./line.ts";

/** How the traffic goes that this watch sends. */
export function trafficLines(traffic: TrafficView, now: number, columns: number): Line[] {
  const { target, clients, served, failed, lastFailure, servers, endsAt } = traffic;
  const left = Math.max(0, Math.ceil((endsAt - now) / 1_000));
  const shares = [...servers]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([node, count]) => `${node} ${Math.round((100 * count) / served)} %`);
  return flow(
    [
      [
        span("traffic", "title"),
        span(` to ${target} from ${clients.length} ${clients.length === 1 ? "client" : "clients"}`),
        span(`, ${left} s left`, "dim"),
      ],
      [span(`${served} served`)],
      ...(failed === 0 ? [] : [[span(`${failed} failed`, "bad"), span(` (${lastFailure})`, "dim")]]),
      ...(shares.length === 0 ? [] : [[span(shares.join("  "), "dim")]]),
    ],
    columns,
    " · ",
  ).slice(0, 2);
}
