import type { PacketExample } from "../../checks/check.ts";
import { type FrameLayer, frameLayers } from "./frame-layers.ts";
import { told } from "./told.ts";

const PER_ROW = 8;

/** The bytes of a packet before and after a hop, header by header, with those that changed marked; folded. */
export function byteTable({ at, bytes }: PacketExample): string[] {
  if (bytes === undefined) return [];
  const [before, after] = bytes.map(({ hex }) => frameLayers(hex)) as [FrameLayer[], FrameLayer[]];
  const rows = pairs(before, after).flatMap(layerRows);
  const changed = pairs(before, after)
    .map(({ was, is }) => changesOf(was, is).size)
    .reduce((sum, each) => sum + each, 0);
  const isCut = bytes.some(({ hex, length }) => length > hex.length / 2);
  const shown = Math.max(...bytes.map(({ hex }) => hex.length / 2));
  const which = isCut ? `Its first ${shown} bytes` : "Its bytes";
  const words = `${which} before and after ${at}: ${changed} changed`;
  return [
    `<details class="bytes"><summary>${told(words)}</summary>`,
    `<div class="scroll" tabindex="0" role="region" aria-label="${told(words)}"><table class="packet">`,
    `<thead><tr><th scope="col">header</th><th scope="col">byte</th><th scope="col">before, ${bytes[0].length} bytes</th><th scope="col">after, ${bytes[1].length} bytes</th></tr></thead>`,
    `<tbody>${rows.join("")}</tbody></table></div></details>`,
  ];
}

interface LayerPair {
  readonly name: string;
  readonly was: readonly string[];
  readonly is: readonly string[];
}

/** Headers of one name stand beside each other; one that a tunnel put on or took off stands alone. */
function pairs(before: readonly FrameLayer[], after: readonly FrameLayer[]): LayerPair[] {
  const longer = before.length >= after.length ? before : after;
  const bytesOf = (layers: readonly FrameLayer[], name: string) =>
    layers.find((layer) => layer.name === name)?.bytes ?? [];
  return longer.map(({ name }) => ({ name, was: bytesOf(before, name), is: bytesOf(after, name) }));
}

/** The places at which two headers differ. */
function changesOf(was: readonly string[], is: readonly string[]): Set<number> {
  const length = Math.max(was.length, is.length);
  return new Set(Array.from({ length }, (_, index) => index).filter((index) => was[index] !== is[index]));
}

function layerRows({ name, was, is }: LayerPair): string[] {
  const changes = changesOf(was, is);
  const length = Math.max(was.length, is.length);
  return Array.from({ length: Math.ceil(length / PER_ROW) }, (_, row) => {
    const from = row * PER_ROW;
    const head = row === 0 ? `<th scope="row">${told(name)}</th>` : "<td></td>";
    return `<tr>${head}<td>${from}</td><td>${hexRow(was, changes, from)}</td><td>${hexRow(is, changes, from)}</td></tr>`;
  });
}

function hexRow(bytes: readonly string[], changes: ReadonlySet<number>, from: number): string {
  return bytes
    .slice(from, from + PER_ROW)
    .map((byte, index) => (changes.has(from + index) ? `<mark>${byte}</mark>` : byte))
    .join(" ")
    .replaceAll("</mark> <mark>", " ");
}
