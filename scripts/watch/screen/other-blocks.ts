import { ESTABLISHED } from "../model/events.ts";
import type { NameView } from "../model/name-answers.ts";
import type { RouterView } from "../model/router-view.ts";
import type { TimedEvent } from "../session.ts";
import type { Block } from "./block.ts";
import { clock } from "./figures.ts";
import { cell, type Line, span } from "./line.ts";

/** Routers that speak BGP with directors: the sessions, and over whom each VIP is reached. */
export function routersBlock(routers: readonly RouterView[]): Block {
  const lines = routers.flatMap(({ node, peers, ways }): Line[] => [
    [
      span(node),
      ...(peers === null
        ? [span("  nothing told", "dim")]
        : peers.flatMap((peer) => [
            span(`  ${peer.node} `),
            peer.state === ESTABLISHED ? span("up", "good") : span(peer.state, "bad"),
          ])),
    ],
    ...ways.map(({ to, over, planned }): Line => {
      const words = over === null ? "-" : over.length === 0 ? "nobody" : over.join(", ");
      return [
        span(`  ${to} over `, "dim"),
        span(words, over !== null && over.length < planned ? "warn" : "plain"),
      ];
    }),
  ]);
  return { title: [span("BGP", "title")], lines, least: 2 };
}

/** What clients are told for each name. */
export function namesBlock(names: readonly NameView[]): Block {
  const widest = Math.max(0, ...names.map(({ name }) => name.length));
  const lines = names.map(({ name, clients, whose, planned }, at): Line => {
    const told = whose === null ? "-" : whose.length === 0 ? "nothing" : whose.join(", ");
    const isPlanned = whose === null || (whose.length > 0 && whose.every((one) => planned.includes(one)));
    return [
      span(cell(names[at - 1]?.name === name ? "" : name, widest)),
      span(clients === null ? "  " : `  ${clients} `, "dim"),
      span("→ ", "dim"),
      span(told, isPlanned ? "plain" : "warn"),
      ...(isPlanned ? [] : [span(` instead of ${planned.join(", ")}`, "dim")]),
    ];
  });
  return { title: [span("DNS", "title"), span("  clients and their answer", "dim")], lines, least: 2 };
}

/** What happened last, the newest first. */
export function eventsBlock(events: readonly TimedEvent[]): Block {
  const lines = events
    .toReversed()
    .map(({ at, tone, text }): Line => [span(`${clock(at)}  `, "dim"), span(text, tone)]);
  const none: Line = [span("nothing happened yet", "dim")];
  return { title: [span("Events", "title")], lines: lines.length === 0 ? [none] : lines, least: 3 };
}
