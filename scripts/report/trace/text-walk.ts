import { padded, wrapped } from "../../terminal/columns.ts";
import type { Style } from "../../terminal/style.ts";
import type { Place } from "../../trace/compare.ts";
import { isHandshake, isMessage } from "../../trace/packet-kind.ts";
import type { ConfigLine, Trace, TracedConnection, TracedHop, TracedWalk } from "../../trace/trace.ts";
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

interface Options {
  readonly style: Style;
  readonly columns: number;
  readonly reply: boolean;
}

/** What belongs together. */
export interface TextBlock {
  readonly lines: readonly string[];
  /** Whether it is the first hop that differs. */
  readonly marked: boolean;
}

/** One walk: who asked and what came of it, then each connection's handshake, request and reply in order of time. */
export function walkBlocks(trace: Trace, marked: Place | null, options: Options): TextBlock[] {
  const blocks = [plain(headLines(trace, options))];
  const opened = new Set<number>();
  for (const [index, walk] of trace.walks.entries()) {
    if (!isShown(walk)) continue;
    if (!opened.has(walk.connection)) {
      opened.add(walk.connection);
      const connection = trace.connections.find(({ number }) => number === walk.connection);
      if (connection !== undefined) blocks.push(plain(["", ...connectionLines(connection, options)]));
    }
    const mark = marked?.walk === index ? marked.hop : null;
    // How the name was looked up is not what was asked about.
    const isLookup = walk.connection <= (trace.lookup?.connections ?? 0);
    const inFull =
      (walk.kind === "request" && !isLookup) || (walk.kind === "reply" && options.reply) || mark !== null;
    blocks.push(...(inFull ? fullBlocks(walk, mark, options) : [plain(wayLines(walk, options))]));
  }
  return blocks;
}

/** How many packets are not shown one by one. */
export function hiddenWalks({ walks }: Trace): number {
  return walks.filter((walk) => !isShown(walk)).length;
}

function plain(lines: readonly string[]): TextBlock {
  return { lines, marked: false };
}

/** Where nobody answers, what is sent again and again tells more than what never came. */
function isShown(walk: TracedWalk): boolean {
  return isHandshake(walk) || isMessage(walk) || walk.kind === "reset";
}

function headLines(
  { lab, client, service, url, outcome, lookup, walks }: Trace,
  { style, columns }: Options,
): string[] {
  const { served, text, servedBy, tookMs } = outcome;
  const by = servedBy.length === 0 ? "" : ` from ${servedBy.join(", behind it ")}`;
  const result = served ? style("green", `✓ ${text}`) : style("red", `✗ ${text}`);
  const head = [
    ...wrapped(`${style("bold", lab)}  ${client} asks ${service}, ${url}`, columns),
    ...wrapped(`${result}${by}, in ${msText(tookMs)} ms`, columns),
  ];
  if (walks.length === 0) head.push(...wrapped(noPacketText({ lab, client }), columns));
  return lookup === null ? head : [...head, ...wrapped(lookupText(lookup), columns)];
}

function connectionLines(
  { number, opener, end, from, to, kept }: TracedConnection,
  { style, columns }: Options,
): string[] {
  const ends = end === null ? "taken by nobody" : `ends on ${end}`;
  const open = kept ? ", open before" : "";
  const text = `connection ${number}, opened by ${opener}, ${ends}${open}`;
  return [...wrapped(style("bold", text), columns), ...wrapped(style("dim", `  ${from} → ${to}`), columns)];
}

const TIME = 8;
const KIND = 8;

/** Time, what it is, and the nodes that it passed. */
function wayLines(walk: TracedWalk, { style, columns }: Options): string[] {
  const start = walk.hops[0];
  const time = msText(start === undefined ? 0 : hopAtMs(start)).padStart(TIME);
  const kind = style(colourOf(walk), padded(walk.kind, KIND));
  const text = [wayText(walk), walk.text, walk.again ? "(again)" : ""]
    .filter((word) => word !== "")
    .join("  ");
  const shown = wrapped(walk.end === "taken" ? text : style("red", text), columns - TIME - KIND - 3);
  return hanging(shown, `${time} ${kind}  `, TIME + KIND + 3);
}

function colourOf({ direction }: TracedWalk): "cyan" | "magenta" {
  return direction === "request" ? "cyan" : "magenta";
}

/** Lines behind a head, and under each other. */
function hanging(lines: readonly string[], head: string, indent: number): string[] {
  return lines.map((line, index) => `${index === 0 ? head : " ".repeat(indent)}${line}`);
}

function fullBlocks(walk: TracedWalk, mark: number | null, options: Options): TextBlock[] {
  const { style, columns } = options;
  const words = [walk.kind, walk.text, walk.again ? "(again)" : ""].filter((word) => word !== "");
  const width = Math.max(...walk.hops.map(({ node }) => node.length));
  const title = indented([words.join("  ")], TIME + 1, columns);
  return [
    plain(title.map((line) => style([colourOf(walk), "bold"], line))),
    ...walk.hops.map((hop, index) => {
      const marked = index === mark;
      return { lines: hopLines(walk, hop, { ...options, width, marked }), marked };
    }),
  ];
}

interface HopOptions extends Options {
  /** Of the longest name on the walk. */
  readonly width: number;
  readonly marked: boolean;
}

function hopLines(walk: TracedWalk, hop: TracedHop, options: HopOptions): string[] {
  const { style, columns, width, marked } = options;
  const isBad = hop.does === "drops" || (walk.end === "lost" && hop === walk.hops.at(-1));
  const place = style("bold", `${padded(hop.node, width)}  ${interfacesText(hop)}`);
  const said = `${place}  ${isBad ? style("red", hop.seen) : hop.seen}${marked ? style("yellow", "  ◀") : ""}`;
  const changed = changeLines(hop.changes);
  const small = [...changed.filter(({ name }) => name === "TTL"), ...checksumsOf(hop)];
  const changes = [
    ...changed.filter(({ name }) => name !== "TTL").map(({ name, text }) => `${name} ${text}`),
    small.map(({ name, text }) => `${name} ${text}`.trim()).join(", "),
  ].filter((text) => text !== "");
  const { inferred } = hop;
  return [
    ...hanging(wrapped(said, columns - TIME - 1), `${msText(hopAtMs(hop)).padStart(TIME)} `, TIME + 3),
    ...indented(changes, TIME + 3, columns),
    ...indented(inferred === null ? [] : [`plan: ${inferred.text}`], TIME + 3, columns).map((line) =>
      style("green", line),
    ),
    ...indented(
      (inferred?.config ?? []).map((line) => configText(line, columns)),
      TIME + 5,
      columns,
    ).map((line) => style("dim", line)),
  ];
}

/** Where there is little room, a file's name must do without its folder. */
function configText({ where, text }: ConfigLine, columns: number): string {
  return `${columns < FULL_PATHS_FROM ? where.replace(/^.*\//, "") : where}  ${text}`;
}

const FULL_PATHS_FROM = 70;

function checksumsOf({ changes }: TracedHop): { readonly name: string; readonly text: string }[] {
  const text = checksumText(changes);
  return text === "" ? [] : [{ name: "", text }];
}

/** Each text from a column on, what follows on below it two columns further. */
function indented(texts: readonly string[], indent: number, columns: number): string[] {
  return texts.flatMap((text) =>
    hanging(wrapped(text, columns - indent - 2), " ".repeat(indent), indent + 2),
  );
}
