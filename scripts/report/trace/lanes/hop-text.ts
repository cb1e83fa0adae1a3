import type { TracedHop, TracedWalk } from "../../../trace/trace.ts";
import { changeLines, checksumText, interfacesText } from "../way.ts";
import type { Label } from "./scene.ts";
import { wrapPx } from "./wrap-px.ts";

export type TextLine = Pick<Label, "text" | "size" | "style"> & { readonly indent: number };

/** What is told of one hop, in lines no wider than so many pixels. */
export function hopText(walk: TracedWalk, hop: TracedHop, widthPx: number): TextLine[] {
  const lines = (text: string, size: number, style: Label["style"], indent: number) =>
    linesOf(text, { widthPx, size, style, indent });
  const isBad = hop.does === "drops" || (walk.end === "lost" && hop === walk.hops.at(-1));
  const [ttl, others] = [
    changeLines(hop.changes).filter(({ name }) => name === "TTL"),
    changeLines(hop.changes).filter(({ name }) => name !== "TTL"),
  ];
  const small = [...ttl.map(({ name, text }) => `${name} ${text}`), checksumText(hop.changes)];
  const changes = [...others.map(({ name, text }) => `${name} ${text}`), small.filter(Boolean).join(", ")];
  return [
    ...lines(`${hop.node}  ${interfacesText(hop)}  ${hop.seen}`, 12, isBad ? "bad" : "bold", 0),
    ...changes.filter(Boolean).flatMap((text) => lines(text, 11, "mono", 12)),
    ...(hop.inferred === null ? [] : lines(`plan: ${hop.inferred.text}`, 12, "plan", 12)),
    ...(hop.inferred?.config ?? []).flatMap(({ where, text }) =>
      lines(`${where}  ${text}`, 10.5, "config", 24),
    ),
  ];
}

function linesOf(
  text: string,
  { widthPx, size, style, indent }: Omit<TextLine, "text"> & { readonly widthPx: number },
): TextLine[] {
  const font =
    style === "mono" || style === "config" ? "mono" : style === "bold" || style === "bad" ? "bold" : "plain";
  return wrapPx(text, widthPx - indent - 10, size, font).map((line, index) => ({
    text: line,
    size,
    style,
    indent: indent + (index === 0 ? 0 : 10),
  }));
}
