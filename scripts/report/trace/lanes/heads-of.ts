import { HEAD } from "./measures.ts";
import type { Label } from "./scene.ts";
import { wrapPx } from "./wrap-px.ts";

/** What stands above a walk. */
export interface PanelHead {
  readonly title: string;
  readonly under: string;
  /** Whether what stands under the title is bad news. */
  readonly bad: boolean;
}

/** A walk's heads in lines that fit, and where its nodes may begin below them. */
export function headsOf(
  { title, under, bad }: PanelHead,
  { x, width, size }: { readonly x: number; readonly width: number; readonly size: number },
): { readonly heads: readonly Label[]; readonly bottom: number } {
  const titles = wrapPx(title, width, size, "bold");
  const unders = wrapPx(under, width, 13, "plain");
  const below = HEAD.top + (titles.length - 1) * HEAD.title + HEAD.under + 6;
  return {
    heads: [
      ...titles.map((text, at): Label => ({ x, y: HEAD.top + at * HEAD.title, text, size, style: "bold" })),
      ...unders.map(
        (text, at): Label => ({
          x,
          y: below + at * HEAD.under,
          text,
          size: 13,
          style: bad ? "bad" : "plain",
        }),
      ),
    ],
    bottom: below + (unders.length - 1) * HEAD.under + HEAD.toNodes,
  };
}
