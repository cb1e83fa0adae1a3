import type { Picture, PictureTier } from "./picture.ts";
import { stateInWords, troubledNodes, worstOf } from "./status.ts";
import { lightColour } from "./svg-style.ts";

/** A picture as a Mermaid flowchart: nodes by tier, segments between them, the ways in two colours. */
export function mermaidOf(picture: Picture): string {
  const { tiers, segments, sites, services } = picture;
  const tierId = (name: string) => `t${tiers.findIndex((tier) => tier.name === name)}`;
  const segmentId = (name: string) => `s${segments.findIndex((segment) => segment.name === name)}`;
  const cables = tiers.flatMap(({ name, segments: own }) =>
    own.map((segment) => `${tierId(name)} --- ${segmentId(segment)}`),
  );
  const steps = (["request", "reply"] as const).flatMap((direction) =>
    unique(
      picture.ways.flatMap((way) =>
        way[direction].map(({ from, to }) => `${tierId(from)} -->|${direction}| ${tierId(to)}`),
      ),
    ).map((line) => ({ line, direction })),
  );
  const styles = (["request", "reply"] as const).flatMap((direction) => {
    const numbers = steps.flatMap((step, index) =>
      step.direction === direction ? [index + cables.length] : [],
    );
    return numbers.length === 0
      ? []
      : [`  linkStyle ${numbers.join(",")} stroke:${lightColour(direction)},stroke-width:2px`];
  });
  const tierLine = (tier: PictureTier) => {
    const is = worstOf(tier.nodes, picture.states);
    return `${tierId(tier.name)}[${label(tierLines(tier, picture))}]${is === null ? "" : `:::${is}`}`;
  };
  const segmentLine = ({ name, prefixes }: Picture["segments"][number]) =>
    `${segmentId(name)}([${label([name, ...prefixes])}])`;
  return [
    `%% Lab ${escaped(picture.lab)}: ${services.map(({ name, mode }) => `${escaped(name)} by ${mode}`).join(", ")}`,
    "flowchart LR",
    ...tiers.filter(({ site }) => site === null).map((tier) => `  ${tierLine(tier)}`),
    ...segments.filter(({ site }) => site === null).map((segment) => `  ${segmentLine(segment)}`),
    ...sites.flatMap((site, index) => [
      `  subgraph site${index}[${label([`site ${site}`])}]`,
      ...tiers.filter((tier) => tier.site === site).map((tier) => `    ${tierLine(tier)}`),
      ...segments.filter((segment) => segment.site === site).map((segment) => `    ${segmentLine(segment)}`),
      "  end",
    ]),
    ...[...cables, ...steps.map(({ line }) => line)].map((line) => `  ${line}`),
    ...styles,
    ...(picture.states === undefined ? [] : STATES.map(classLine)),
    "",
  ].join("\n");
}

/** Nodes of a large tier are counted. */
function tierLines({ name, nodes }: PictureTier, { states }: Picture): string[] {
  const vips = unique(nodes.flatMap(({ vips: own }) => own.map((vip) => `VIP ${vip}`)));
  const onLo = unique(nodes.flatMap(({ loopback }) => loopback.map((vip) => `lo ${vip}`)));
  const told =
    nodes.length > 8
      ? [`${nodes.length} nodes`, ...troubledNodes(nodes, states)]
      : nodes.map((node) => `${node.name} ${node.shortAddress}${stateInWords(node, states)}`);
  return [name, ...told, ...vips, ...onLo];
}

const STATES = ["dead", "out", "master", "running"] as const;

/** Colours of their own for texts too, as a page in dark mode would write light ones. */
function classLine(is: (typeof STATES)[number]): string {
  return `  classDef ${is} fill:${lightColour(`cell-${is}`)},stroke:${lightColour(is)},color:${lightColour("ink")}`;
}

function label(lines: readonly string[]): string {
  return `"${lines.map(escaped).join("<br/>")}"`;
}

/** Mermaid's strings know no escapes but its own entity codes. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\p{Control}\p{Surrogate}]/gu, " ")
    .replaceAll(/[^\w .:/·-]/gu, (sign) => `#${sign.codePointAt(0)};`);
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}
