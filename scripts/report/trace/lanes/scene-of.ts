import { isMessage } from "../../../trace/packet-kind.ts";
import type { Trace } from "../../../trace/trace.ts";
import type { TraceReport } from "../../../trace/trace-report.ts";
import { msText, wayText } from "../way.ts";
import { barePanelOf, type MarkedDifference } from "./bare-panel-of.ts";
import type { PanelHead } from "./heads-of.ts";
import { M } from "./measures.ts";
import { panelOf } from "./panel-of.ts";
import type { Label, LaneScene, PlacedPanel } from "./scene.ts";
import { wrapPx } from "./wrap-px.ts";

/** What all drawings of traces have in common. */
export const LEGEND =
  "Blue: from who asked. Orange: from who answered. Times in ms since the first packet. What begins with plan: is inferred from the lab's plan, where it agrees with what was seen; all else was seen in packets.";

/** The widest that walks stand side by side, pixels. */
const WIDEST = 1400;

/** A trace placed on lanes, as one drawing. Alone a walk has its text beside it; those of breaks stand beside it without, or below where there is no room. */
export function sceneOf(report: TraceReport): LaneScene {
  const told = toldOf(report);
  const panels = panelsOf(told);
  const beside = panels.reduce((sum, { width }) => sum + width, 0) <= WIDEST;
  let [x, y] = [0, 0];
  const placed = panels.map(({ panel, width, height }) => {
    const place = { x, y, panel };
    if (beside) x += width;
    else y += height;
    return place;
  });
  const size = {
    width: beside ? x : Math.max(...panels.map(({ width }) => width)),
    height: beside ? Math.max(...panels.map(({ height }) => height)) : y,
  };
  const { lines, height } = legendOf(size);
  return { ...size, height, ...wordsOf(told), panels: placed, legend: lines };
}

/** A drawing for each walk, all of one scale, without a legend. */
export function scenesOf(report: TraceReport): LaneScene[] {
  const told = toldOf(report);
  return panelsOf(told).map(({ panel, width, height }, index) => ({
    width,
    height,
    ...wordsOf(told.slice(index, index + 1)),
    panels: [{ x: 0, y: 0, panel }],
    legend: [],
  }));
}

interface Told extends PanelHead {
  readonly trace: Trace;
  readonly difference: MarkedDifference | null;
}

function toldOf({ trace, breaks }: TraceReport): Told[] {
  const [first] = breaks;
  const told = (one: Trace, title: string, before: string, difference: MarkedDifference | null): Told => ({
    trace: one,
    title,
    under: `${before}${outcomeText(one)}`,
    bad: !one.outcome.served,
    difference,
  });
  const title = `${trace.lab}: ${trace.client} asks ${trace.service}, ${trace.url}`;
  const written = first?.difference ?? null;
  return [
    told(
      trace,
      title,
      first === undefined ? "" : "as written: ",
      written === null ? null : { here: written.written },
    ),
    ...breaks.map(({ change, trace: one, difference }) =>
      told(one, `with ${change}`, "", difference === null ? null : { here: difference.broken }),
    ),
  ];
}

function panelsOf(told: readonly Told[]): PlacedPanel[] {
  const [alone] = told;
  if (alone !== undefined && told.length === 1) return [panelOf(alone.trace, alone)];
  const draw = (nodesFrom?: number) =>
    told.map((one) => barePanelOf(one.trace, one, one.difference, nodesFrom));
  return draw(Math.max(...draw().map(({ nodesAt }) => nodesAt)));
}

function legendOf({ width, height }: Pick<LaneScene, "width" | "height">) {
  const lines = wrapPx(LEGEND, width - 2 * M.margin, 11, "plain").map(
    (text, at): Label => ({ x: M.margin, y: height + 10 + at * M.line, text, size: 11, style: "soft" }),
  );
  return { lines, height: height + lines.length * M.line + 7 };
}

function wordsOf(told: readonly Told[]): Pick<LaneScene, "title" | "description"> {
  const description = told.map((one) => `${one.title}. ${one.under}. ${waysInWords(one.trace)}`).join(" ");
  return { title: told[0]?.title ?? "", description };
}

/** `200 from web2, behind it app1, in 4.20 ms`. */
export function outcomeText({ outcome: { served, text, servedBy, tookMs } }: Trace): string {
  const by = servedBy.length === 0 ? "" : ` from ${servedBy.join(", behind it ")}`;
  return `${served ? "served: " : "not served: "}${text}${by}, in ${msText(tookMs)} ms`;
}

/** For whoever does not see the drawing. */
function waysInWords({ walks }: Trace): string {
  return walks
    .filter(isMessage)
    .map((walk) => `${walk.kind} of connection ${walk.connection}: ${wayText(walk)}.`)
    .join(" ");
}
