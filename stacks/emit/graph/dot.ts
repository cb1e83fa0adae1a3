import type { Picture, PictureTier } from "./picture.ts";
import { stateInWords, troubledNodes, worstOf } from "./status.ts";
import { lightColour } from "./svg-style.ts";

/** A picture in Graphviz's language: tiers as tables of their nodes, segments as bars, the ways in two colours. */
export function dotOf(picture: Picture): string {
  const { tiers, segments, sites } = picture;
  const tierLine = (tier: PictureTier) => {
    const is = worstOf(tier.nodes, picture.states);
    const filled =
      is === null
        ? ""
        : ` style=filled fillcolor=${quoted(lightColour(`cell-${is}`))} color=${quoted(lightColour(is))}`;
    return `${quoted(`tier ${tier.name}`)} [shape=box${filled} label=${quoted(tierText(tier, picture))}];`;
  };
  const segmentLine = ({ name, prefixes }: Picture["segments"][number]) =>
    `${quoted(`segment ${name}`)} [shape=box style=filled fillcolor=${quoted(lightColour("rail"))} height=0.3 label=${quoted([name, ...prefixes].join("\n"))}];`;
  const steps = (["request", "reply"] as const).flatMap((direction) => [
    ...new Set(
      picture.ways.flatMap((way) =>
        way[direction].map(
          ({ from, to }) =>
            `${quoted(`tier ${from}`)} -> ${quoted(`tier ${to}`)} [color=${quoted(lightColour(direction))} penwidth=1.6 tooltip=${quoted(direction)}${direction === "reply" ? " constraint=false" : ""}];`,
        ),
      ),
    ),
  ]);
  const of = (site: string | null) => [
    ...tiers.filter((tier) => tier.site === site).map(tierLine),
    ...segments.filter((segment) => segment.site === site).map(segmentLine),
  ];
  return [
    `digraph ${quoted(picture.lab)} {`,
    "  rankdir=LR; nodesep=0.4; ranksep=0.6;",
    '  node [fontname="Helvetica" fontsize=11]; edge [fontname="Helvetica" fontsize=9];',
    ...of(null).map((line) => `  ${line}`),
    ...sites.flatMap((site) => [
      `  subgraph ${quoted(`cluster ${site}`)} {`,
      `    label=${quoted(`site ${site}`)}; style=dashed;`,
      ...of(site).map((line) => `    ${line}`),
      "  }",
    ]),
    ...tiers.flatMap(({ name, segments: own }) =>
      own.map(
        (segment) =>
          `  ${quoted(`tier ${name}`)} -> ${quoted(`segment ${segment}`)} [dir=none color=${quoted(lightColour("cable"))} penwidth=3];`,
      ),
    ),
    ...steps.map((line) => `  ${line}`),
    "}",
    "",
  ].join("\n");
}

function tierText({ name, nodes }: PictureTier, { states }: Picture): string {
  const told =
    nodes.length > 8
      ? [`${nodes.length} nodes`, ...troubledNodes(nodes, states)]
      : nodes.map((node) => `${node.name} ${node.shortAddress}${stateInWords(node, states)}`);
  const vips = nodes.flatMap(({ vips: own }) => own.map((vip) => `VIP ${vip}`));
  const onLo = nodes.flatMap(({ loopback }) => loopback.map((vip) => `lo ${vip}`));
  return [...new Set([name, ...told, ...vips, ...onLo])].join("\n");
}

/** A quoted string of DOT; in labels a backslash would begin an escape of its own. */
function quoted(text: string): string {
  const plain = text.replaceAll(/[^\P{Control}\n]|\p{Surrogate}/gu, " ");
  return `"${plain.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}
