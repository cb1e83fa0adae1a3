import { htmlPage } from "../../../stacks/emit/html-page.ts";
import { xml } from "../../../stacks/emit/xml.ts";
import type { Place } from "../../trace/compare.ts";
import { isHandshake, isMessage } from "../../trace/packet-kind.ts";
import type { Trace, TracedHop, TracedWalk } from "../../trace/trace.ts";
import type { TraceReport } from "../../trace/trace-report.ts";
import { frameStories } from "./frame-stories.ts";
import { HTML_STYLE } from "./html-style.ts";
import type { LaneScene } from "./lanes/scene.ts";
import { LEGEND, outcomeText, scenesOf } from "./lanes/scene-of.ts";
import { svgOf } from "./lanes/svg-of.ts";
import { noDifference } from "./no-difference.ts";
import {
  changeLines,
  checksumText,
  hopAtMs,
  interfacesText,
  lookupText,
  msText,
  noPacketText,
  wayText,
} from "./way.ts";

/** A trace as one page that needs nothing else, not even JavaScript: the drawing, and below it all of its text. */
export function traceHtml(report: TraceReport): string {
  const { trace, breaks } = report;
  const title = `${trace.lab}: ${trace.client} asks ${trace.service}`;
  const columns = [
    {
      trace,
      head: breaks.length === 0 ? "Hop by hop" : "As written",
      marked: breaks[0]?.difference?.written ?? null,
    },
    ...breaks.map((broken) => ({
      trace: broken.trace,
      head: `With ${broken.change}`,
      marked: broken.difference?.broken ?? null,
    })),
  ];
  return htmlPage({
    title,
    style: HTML_STYLE,
    main: [
      `<h1>${xml(title)}</h1>`,
      `<p><code>${xml(trace.url)}</code>: ${cameOf(trace)}.</p>`,
      ...breaks.map((brokenTrace) => {
        const { claim, change, trace: broken, difference } = brokenTrace;
        const said = ` ${difference === null ? noDifference(trace, brokenTrace) : "The first hop that differs is marked."}`;
        return `<p>Without the cause of <b>${xml(claim)}</b>, <code>${xml(change)}</code>: ${cameOf(broken)}.${xml(said)}</p>`;
      }),
      '<div class="pictures">',
      ...scenesOf(report).map((scene, index) => picture(scene, columns[index]?.head ?? "", index)),
      "</div>",
      `<p class="soft">${xml(LEGEND)}</p>`,
      `<div class="columns columns-${columns.length}">`,
      ...columns.map(({ trace: one, head, marked }) => column(one, head, marked)),
      "</div>",
      "<details><summary>Every frame, in order of time</summary>",
      ...columns.map(({ trace: one, head }) => frameTable(one, columns.length > 1 ? head : "Frames")),
      "</details>",
    ],
  });
}

/** What came of it, and where by a name. */
function cameOf(trace: Trace): string {
  const told = trace.lookup === null ? "" : `; ${lookupText(trace.lookup)}`;
  return xml(`${outcomeText(trace)}${told}`);
}

function picture(scene: LaneScene, head: string, index: number): string {
  const width = Math.ceil(scene.width);
  return `<div class="picture" style="--width:${width}px;--share:${width}" tabindex="0" role="region" aria-label="${xml(`${head}, as a drawing`)}">${svgOf(scene, `tr${index}`)}</div>`;
}

function column(trace: Trace, head: string, marked: Place | null): string {
  const parts: string[] = [`<section><h2>${xml(head)}</h2>`];
  const opened = new Set<number>();
  for (const [index, walk] of trace.walks.entries()) {
    if (!isHandshake(walk) && !isMessage(walk) && walk.kind !== "reset") continue;
    if (!opened.has(walk.connection)) parts.push(connectionHead(trace, walk.connection));
    opened.add(walk.connection);
    const mark = marked?.walk === index ? marked.hop : null;
    parts.push(isMessage(walk) || mark !== null ? inFull(walk, mark) : inShort(walk));
  }
  if (trace.walks.length === 0) parts.push(`<p>${xml(noPacketText(trace))}.</p>`);
  return [...parts, "</section>"].join("\n");
}

function connectionHead({ connections }: Trace, number: number): string {
  const found = connections.find((one) => one.number === number);
  if (found === undefined) return "";
  const ends = found.end === null ? "taken by nobody" : `ends on ${found.end}`;
  return `<h3>Connection ${number}: ${xml(found.opener)}, ${xml(ends)} <code>${xml(`${found.from} → ${found.to}`)}</code></h3>`;
}

function inShort(walk: TracedWalk): string {
  const start = walk.hops[0];
  const words = `${wayText(walk)}${walk.again ? " (again)" : ""}`;
  return `<p class="way ${walk.direction}"><span class="time">${msText(start === undefined ? 0 : hopAtMs(start))}</span> <b>${walk.kind}</b> <span${walk.end === "taken" ? "" : ' class="bad"'}>${xml(words)}</span></p>`;
}

function inFull(walk: TracedWalk, mark: number | null): string {
  return [
    `<p class="way ${walk.direction}"><b>${walk.kind}</b> ${xml(walk.text)}${walk.again ? " (again)" : ""}</p>`,
    "<ol>",
    ...walk.hops.map((hop, index) => hopItem(walk, hop, index === mark)),
    "</ol>",
  ].join("\n");
}

function hopItem(walk: TracedWalk, hop: TracedHop, marked: boolean): string {
  const isBad = hop.does === "drops" || (walk.end === "lost" && hop === walk.hops.at(-1));
  const sums = checksumText(hop.changes);
  const changes = [...changeLines(hop.changes), ...(sums === "" ? [] : [{ name: "also", text: sums }])];
  return [
    `<li${marked ? ' class="marked"' : ""}>${marked ? '<p class="first">First difference</p>' : ""}`,
    `<span class="time">${msText(hopAtMs(hop))}</span> <b>${xml(hop.node)}</b> <code>${xml(interfacesText(hop))}</code> <span${isBad ? ' class="bad"' : ""}>${xml(hop.seen)}</span>`,
    ...(changes.length === 0
      ? []
      : [`<dl>${changes.map(({ name, text }) => `<dt>${name}</dt><dd>${xml(text)}</dd>`).join("")}</dl>`]),
    ...(hop.inferred === null ? [] : [`<p class="plan">plan: ${xml(hop.inferred.text)}</p>`]),
    ...(hop.inferred?.config ?? []).map(
      ({ where, text }) => `<p class="config"><span>${xml(where)}</span> <code>${xml(text)}</code></p>`,
    ),
    "</li>",
  ].join("\n");
}

function frameTable(trace: Trace, caption: string): string {
  const seen = new Map(
    trace.walks.flatMap(({ hops }) =>
      hops.flatMap(({ node, in: came, out }) =>
        [came, out].flatMap((one) => (one === null ? [] : [[one.frame, { node, ...one }] as const])),
      ),
    ),
  );
  const rows = frameStories(trace).map(({ frame, text }) => {
    const one = seen.get(frame);
    const cells = [
      msText(one?.atMs ?? 0),
      `${one?.node}:${one?.interface}`,
      `${one?.from} → ${one?.to}`,
      String(one?.bytes ?? 0),
      text,
    ];
    return `<tr><th scope="row">${frame}</th>${cells.map((cell) => `<td>${xml(cell)}</td>`).join("")}</tr>`;
  });
  const heads = ["frame", "ms", "at", "from → to", "bytes", "what"].map(
    (name) => `<th scope="col">${name}</th>`,
  );
  return `<div class="scroll" tabindex="0" role="region" aria-label="${xml(caption)}"><table><caption>${xml(caption)}</caption><thead><tr>${heads.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}
