import type { PacketExample } from "../../checks/check.ts";
import { told } from "./told.ts";

/** One packet before and after a hop, with what changed marked by a sign and a ground. */
export function packetTable({ at, frames, fields }: PacketExample): string {
  const changed = fields.filter(({ before, after }) => before !== after).length;
  const caption = `One packet before and after ${at} (frames ${frames.join(" and ")}): ${changed} of ${fields.length} fields changed`;
  const rows = fields.map(({ name, before, after }) => {
    const differs = before !== after;
    return `<tr${differs ? ' class="changed"' : ""}><th scope="row">${differs ? "≠ " : ""}${told(name)}</th><td>${told(before)}</td><td>${told(after)}</td></tr>`;
  });
  return [
    `<div class="scroll" tabindex="0" role="region" aria-label="${told(caption)}"><table class="packet"><caption>${told(caption)}</caption>`,
    '<thead><tr><th scope="col">field</th><th scope="col">before</th><th scope="col">after</th></tr></thead>',
    `<tbody>${rows.join("")}</tbody></table></div>`,
  ].join("\n");
}
