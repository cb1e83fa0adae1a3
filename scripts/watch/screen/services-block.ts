import { ESTABLISHED } from "../model/events.ts";
import type { RouterView } from "../model/router-view.ts";
import type { DirectorView, ServerView, ServiceView } from "../model/service-view.ts";
import type { Block } from "./block.ts";
import { count, rate } from "./figures.ts";
import { cell, type Line, lineWidth, span, spread } from "./line.ts";

const FIGURE_COLUMNS = 8;

/** Each service with its directors and its real servers: who has the VIP, and what each is given. */
export function servicesBlock(
  services: readonly ServiceView[],
  routers: readonly RouterView[],
  columns: number,
): Block {
  const head = figures(["conn/s", "pkt/s", "open"]);
  return {
    title: spread([span("Services", "title")], [span(head, "dim")], columns),
    lines: services.flatMap((service) => [
      [
        span(service.name),
        span(`  ${service.protocol} ${service.socket}  ${service.mode} ${service.scheduler}`, "dim"),
      ],
      ...service.directors.map((director) => directorLine(director, routers, columns)),
      ...service.servers.map((server) => serverLine(server, columns)),
    ]),
    least: 5,
  };
}

function directorLine(director: DirectorView, routers: readonly RouterView[], columns: number): Line {
  const { node, isUp, vrrp, announces, connections, packets } = director;
  const sessions = routers.flatMap(({ peers }) => (peers ?? []).filter((peer) => peer.node === node));
  const lost = sessions.filter(({ state }) => state !== ESTABLISHED);
  const words: Line = [
    ...(isUp ? [] : [span("  dead", "bad")]),
    ...(vrrp === null ? [] : [span(`  VRRP ${vrrp}`, vrrp === "master" ? "good" : "dim")]),
    ...(announces === null ? [] : [announces ? span("  announces it", "dim") : span("  silent", "bad")]),
    ...(sessions.length === 0
      ? []
      : lost.length === 0
        ? [span("  BGP up", "good")]
        : [span(`  BGP ${lost.map(({ state }) => state).join(", ")}`, "bad")]),
  ];
  return withFigures([span(`  ${node}`), ...words], [rate(connections), rate(packets), ""], columns);
}

function serverLine({ node, weight, plannedWeight, active, ...rates }: ServerView, columns: number): Line {
  const words =
    weight === undefined
      ? span("  nobody tells", "dim")
      : weight === null
        ? span("  out of the pool", "bad")
        : weight === 0
          ? span("  weight 0, drained", "warn")
          : span(
              `  weight ${weight}${weight === plannedWeight ? "" : ` of ${plannedWeight}`}`,
              weight === plannedWeight ? "dim" : "warn",
            );
  const line: Line = [span("  → ", "dim"), span(node), words];
  return withFigures(line, [rate(rates.connections), rate(rates.packets), count(active)], columns);
}

function figures(values: readonly string[]): string {
  return values.map((value) => cell(value, FIGURE_COLUMNS, "right")).join("");
}

function withFigures(left: Line, values: readonly string[], columns: number): Line {
  const text = figures(values);
  const over = lineWidth(left) + text.length + 1 - columns;
  const fitting = over <= 0 ? left : shortened(left, over);
  return spread(fitting, [span(text)], columns);
}

/** The last piece gives way. */
function shortened(line: Line, by: number): Line {
  const last = line.at(-1);
  if (last === undefined) return line;
  const room = lineWidth([last]) - by;
  return room < 4 ? line.slice(0, -1) : [...line.slice(0, -1), { ...last, text: cell(last.text, room) }];
}
