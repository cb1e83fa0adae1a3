import { PALETTE } from "../../../../stacks/emit/graph/svg-style.ts";

type Colours = (typeof PALETTE)["light"];

/** The style of the drawing; names begin with `tr-`, so that it may stand inside a page. */
export const LANES_STYLE = [
  `.tr{${variables(PALETTE.light)}}`,
  `@media(prefers-color-scheme:dark){.tr{${variables(PALETTE.dark)}}}`,
  ".tr text{font-family:ui-sans-serif,system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;fill:var(--ink)}",
  ".tr .tr-mono,.tr .tr-config{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace}",
  ".tr .tr-bold,.tr .tr-bad,.tr .tr-request,.tr .tr-reply,.tr .tr-difference{font-weight:600}",
  ".tr .tr-soft,.tr .tr-config{fill:var(--soft)}.tr .tr-plan{fill:var(--running)}.tr .tr-bad{fill:var(--dead)}",
  ".tr .tr-request{fill:var(--request)}.tr .tr-reply{fill:var(--reply)}.tr .tr-difference{fill:var(--out);stroke:var(--ground);stroke-width:8;paint-order:stroke}",
  ".tr .tr-ground{fill:var(--ground)}.tr .tr-card{fill:var(--card);stroke:var(--edge)}",
  ".tr .tr-lane{stroke:var(--rail-edge);stroke-width:1}.tr .tr-rule{stroke:var(--rail);stroke-width:1.5}",
  ".tr .tr-band{fill:var(--card)}",
  ".tr .tr-line{fill:none;stroke-width:1.3}.tr .tr-strong{stroke-width:2.2}.tr .tr-within{stroke-dasharray:2 3}",
  ".tr .tr-line-request{stroke:var(--request)}.tr .tr-line-reply{stroke:var(--reply)}",
  ".tr .tr-cross{stroke:var(--dead)}",
  ".tr .tr-fill-request{fill:var(--request)}.tr .tr-fill-reply{fill:var(--reply)}",
  ".tr .tr-badge{fill:var(--ground);font-weight:600}",
  ".tr .tr-mark{fill:none;stroke:var(--out);stroke-width:2}",
].join("\n");

function variables(colours: Colours): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");
}
