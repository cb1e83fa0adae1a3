import { dotOf } from "./dot.ts";
import { drawioOf } from "./drawio.ts";
import { htmlOf } from "./html.ts";
import { layOut } from "./layout.ts";
import { mermaidOf } from "./mermaid.ts";
import type { Picture } from "./picture.ts";
import { svgOf } from "./svg.ts";

/** What a picture can be written as; the same picture gives the same bytes. */
export const GRAPH_FORMATS = {
  svg: (picture) => svgOf(layOut(picture)),
  html: (picture) => htmlOf(picture, layOut(picture)),
  mermaid: mermaidOf,
  dot: dotOf,
  drawio: (picture) => drawioOf(layOut(picture)),
} as const satisfies Record<string, (picture: Picture) => string>;

export type GraphFormat = keyof typeof GRAPH_FORMATS;
