import { plainStyle } from "../../terminal/style.ts";
import type { TracedLab } from "../../trace/traced-lab.ts";
import { traceHtml } from "./html.ts";
import { sceneOf } from "./lanes/scene-of.ts";
import { svgOf } from "./lanes/svg-of.ts";
import { traceMermaid } from "./mermaid.ts";
import { tracePcapng } from "./pcapng.ts";
import { traceText } from "./text.ts";

/** The formats of a trace by their names on the command line. */
export const TRACE_FORMATS = {
  text: ({ report }) => `${traceText(report, { style: plainStyle, columns: 100, reply: true })}\n`,
  mermaid: ({ report }) => traceMermaid(report),
  svg: ({ report }) => svgOf(sceneOf(report)),
  html: ({ report }) => traceHtml(report),
  pcapng: ({ report, captures }) => tracePcapng(report, captures),
  json: ({ report }) => `${JSON.stringify({ format: 1, ...report }, null, 2)}\n`,
} as const satisfies Record<string, (traced: TracedLab) => string | Buffer>;

export type TraceFormat = string & keyof typeof TRACE_FORMATS;
