import type { Hop, Picture } from "./picture.ts";

/** A picture in a few sentences. */
export function descriptionOf({ tiers, segments, ways }: Picture): string {
  const parts = tiers.map(({ name, nodes }) => (nodes.length > 1 ? `${name} (${nodes.length})` : name));
  const said = ways.map(
    ({ to, request, reply }) => `Request to ${to}: ${inWords(request)}. Reply: ${inWords(reply)}.`,
  );
  return [
    `Tiers from left to right: ${parts.join(", ")}.`,
    `Segments: ${segments.map(({ name, prefixes }) => `${name} ${prefixes.join(" and ")}`).join(", ")}.`,
    ...new Set(said),
  ].join(" ");
}

/** `client → edge → lvs`; a step that does not go on from the last one begins anew. */
export function inWords(hops: readonly Hop[]): string {
  return hops
    .map(({ from, to }, index) => {
      const goesOn = hops[index - 1]?.to === from;
      return goesOn ? ` → ${to}` : `${index === 0 ? "" : "; "}${from} → ${to}`;
    })
    .join("");
}
