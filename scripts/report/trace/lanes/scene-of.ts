import { isMessage } from "../../../trace/packet-kind.ts";
import type { Trace } from "../../../trace/trace.ts";
import type { TraceReport } from "../../../trace/trace-report.ts";
import { msText, wayText } from "../way.ts";
import { panelOf } from "./panel-of.ts";
import type { LaneScene } from "./scene.ts";

/** A trace placed on lanes; the walk of a break stands to the right of the one as written. */
export function sceneOf({ trace, breaks }: TraceReport): LaneScene {
  const title = `${trace.lab}: ${trace.client} asks ${trace.service}, ${trace.url}`;
  const told = [
    {
      trace,
      title,
      under: `${breaks.length === 0 ? "" : "as written: "}${outcomeText(trace)}`,
      marked: breaks[0]?.difference?.written ?? null,
    },
    ...breaks.map((broken) => ({
      trace: broken.trace,
      title: `with ${broken.change}`,
      under: outcomeText(broken.trace),
      marked: broken.difference?.broken ?? null,
    })),
  ];
  let [x, height] = [0, 0];
  const panels = told.map(({ trace: one, ...head }) => {
    const placed = panelOf(one, x, head);
    x += placed.width;
    height = Math.max(height, placed.height);
    return placed.panel;
  });
  const description = told.map((one) => `${one.title}. ${one.under}. ${waysInWords(one.trace)}`).join(" ");
  return { width: x, height: height + 22, title, description, panels };
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
