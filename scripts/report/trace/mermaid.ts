import { isHandshake, isMessage } from "../../trace/packet-kind.ts";
import type { Trace, TracedHop, TracedWalk } from "../../trace/trace.ts";
import type { TraceReport } from "../../trace/trace-report.ts";
import { changeLines, checksumText, hopAtMs, msText } from "./way.ts";

/** A sequence diagram in Mermaid's words, a lifeline a node; a break's walk follows below the one as written. */
export function traceMermaid({ trace, breaks }: TraceReport): string {
  const traces = [trace, ...breaks.map((broken) => broken.trace)];
  const nodes = [...new Set(traces.flatMap(({ points }) => points.map(({ node }) => node)))];
  const [first = "", last = ""] = [nodes[0], nodes.at(-1)];
  const over = first === last ? id(first) : `${id(first)},${id(last)}`;
  const head = `${trace.lab}: ${trace.client} asks ${trace.service}, ${trace.url}`;
  return [
    "sequenceDiagram",
    `  accTitle: ${escaped(head)}`,
    ...nodes.map((node) => `  participant ${id(node)} as ${escaped(node)}`),
    ...(breaks.length === 0 ? [] : [`  Note over ${over}: as written`]),
    ...walksOf(trace, null),
    ...breaks.flatMap(({ change, trace: broken, difference }) => [
      `  Note over ${over}: with ${escaped(change)}`,
      ...walksOf(broken, difference?.broken ?? null),
    ]),
    "",
  ].join("\n");
}

function walksOf({ walks }: Trace, marked: { readonly walk: number; readonly hop: number } | null): string[] {
  return walks.flatMap((walk, index) => {
    if (!isHandshake(walk) && !isMessage(walk) && walk.kind !== "reset") return [];
    const mark = marked?.walk === index ? marked.hop : null;
    return walk.hops.flatMap((hop, at) => [
      ...noteOf(walk, hop, at === mark),
      ...arrowOf(walk, hop, walk.hops[at + 1]),
    ]);
  });
}

function arrowOf(walk: TracedWalk, hop: TracedHop, next: TracedHop | undefined): string[] {
  if (hop.out === null) return [];
  const text = `${walk.kind} ${walk.text}`.trim() + (walk.again ? " again" : "");
  const label = `${msText(hopAtMs(hop))} ms ${text}`;
  // An arrow with a cross is a message that came nowhere.
  if (next === undefined) return [`  ${id(hop.node)}-x${id(hop.node)}: ${escaped(`${label}, came nowhere`)}`];
  const arrow = walk.direction === "request" ? "->>" : "-->>";
  return [`  ${id(hop.node)}${arrow}${id(next.node)}: ${escaped(label)}`];
}

/** Handshakes go the request's way, and what is done to them is told once, there. */
function noteOf(walk: TracedWalk, hop: TracedHop, marked: boolean): string[] {
  const isTold = isMessage(walk) || hop.does === "drops";
  if (!isTold && !marked) return [];
  const lines = [
    ...(marked ? ["FIRST DIFFERENCE"] : []),
    ...(hop.does === "sends" || hop.does === "takes" ? [] : [hop.seen]),
    ...changeLines(hop.changes).map(({ name, text }) => `${name} ${text}`),
    checksumText(hop.changes),
    ...(hop.inferred === null ? [] : [`plan: ${hop.inferred.text}`]),
  ].filter((line) => line !== "");
  return lines.length === 0 ? [] : [`  Note over ${id(hop.node)}: ${lines.map(escaped).join("<br/>")}`];
}

/** Dots of sites are no part of Mermaid's names. */
function id(node: string): string {
  return node.replace(/[^A-Za-z0-9]/g, "_");
}

/** Mermaid ends a line at `;` and takes `#` for an entity's start. */
function escaped(text: string): string {
  return text.replace(/[#;<>]/g, (sign) => `#${sign.charCodeAt(0)};`);
}
