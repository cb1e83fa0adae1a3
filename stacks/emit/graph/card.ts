import type { Role } from "../../lab/schema/role.ts";
import type { Picture, PictureNode, PictureTier } from "./picture.ts";
import type { Card, CardLine, Cell } from "./scene.ts";
import { statusOf } from "./status.ts";
import { textWidth } from "./text-width.ts";

/** Sizes of text, pixels. */
export const TEXT = { title: 14, subtitle: 11, node: 12, small: 11, cell: 9 } as const;
export const PAD = 10;

const HEADER = 42;
const LINE = 20;
/** A tier of more nodes is drawn as a field of cells. */
const MOST_LINES = 8;
const CELL = { height: 15, gap: 2 } as const;

const ROLES = {
  client: "clients",
  resolver: "resolver · PowerDNS",
  dns: "name server · PowerDNS",
  cdn: "edge cache · Varnish",
  guard: "guard · nftables",
  router: "router",
  director: "director · IPVS",
  nginx: "Nginx",
  tomcat: "Tomcat",
} as const satisfies Record<Role, string>;

/** A tier's card, at the picture's corner. */
export function cardOf(tier: PictureTier, picture: Picture): Card {
  const title = tier.site === null ? tier.name : tier.name.slice(0, -tier.site.length - 1);
  const count = tier.nodes.length;
  const subtitle = subtitleOf(tier, picture);
  const many = count > MOST_LINES;
  const cells = many ? cellsOf(tier, picture) : [];
  const field = Math.max(0, ...cells.map(({ y, height }) => y + height + 4));
  const lines = stacked(contentOf(tier, picture, many), many ? field : HEADER);
  const width = Math.max(
    96,
    textWidth(title, TEXT.title, "bold") + (count > 1 ? 12 + textWidth(`× ${count}`, TEXT.small) : 0),
    textWidth(subtitle, TEXT.subtitle),
    ...lines.map(lineWidth),
    ...cells.map((cell) => cell.x + cell.width - PAD),
  );
  const bottom = Math.max(HEADER - 6, field, ...lines.map(({ y }) => y + LINE));
  return {
    tier,
    title,
    count,
    subtitle,
    lines,
    cells,
    x: 0,
    y: 0,
    width: Math.ceil(width + 2 * PAD),
    height: bottom + 7,
  };
}

type Content = CardLine extends infer Line ? (Line extends CardLine ? Omit<Line, "y"> : never) : never;

function stacked(contents: readonly Content[], top: number): CardLine[] {
  return contents.map((content, index) => ({ ...content, y: top + index * LINE }) as CardLine);
}

/** What all nodes of a tier hold stands once below them, what one holds below that one. */
function contentOf(tier: PictureTier, picture: Picture, many: boolean): Content[] {
  const { nodes } = tier;
  const held = (list: "vips" | "loopback", of: readonly PictureNode[]) => [
    ...new Set(of.flatMap((node) => node[list])),
  ];
  const common = (list: "vips" | "loopback") =>
    held(list, nodes).filter((vip) => nodes.every((node) => node[list].includes(vip)));
  // A node without a line of its own is named beside what it holds.
  const ownOf = (node: PictureNode): Content[] => {
    const whose = many ? ` · ${node.name}` : "";
    const own = (list: "vips" | "loopback") => node[list].filter((vip) => !common(list).includes(vip));
    return [
      ...own("vips").map((vip) => badge("vip", `VIP ${vip}${whose}`)),
      ...own("loopback").map((vip) => badge("loopback", `lo ${vip}${whose}`)),
    ];
  };
  return [
    ...nodes.flatMap((node) => [...(many ? [] : [nodeLine(node, tier, picture)]), ...ownOf(node)]),
    ...common("vips").map((vip) => badge("vip", `VIP ${vip}`)),
    ...common("loopback").map((vip) => badge("loopback", `lo ${vip}`)),
    ...[...directing(tier, picture), ...tier.notes].map((text) => badge("note", text)),
  ];
}

function nodeLine(node: PictureNode, tier: PictureTier, picture: Picture): Content {
  const weights = [...new Set(Object.values(node.weights))];
  const others = tier.nodes.flatMap((one) => Object.values(one.weights));
  const tells = weights.length === 1 && new Set(others).size > 1;
  return {
    kind: "node",
    node,
    name: node.name,
    address: node.shortAddress,
    weight: tells ? `weight ${weights[0]}` : "",
    status: statusOf(node, picture.states),
  };
}

function badge(kind: "vip" | "loopback" | "note", text: string): Content {
  const size = textWidth(text, TEXT.small, kind === "note" ? "plain" : "mono");
  return { kind, text, width: Math.ceil(size + (kind === "note" ? 0 : 12)) };
}

function subtitleOf({ role, nodes }: PictureTier, { services }: Picture): string {
  const proxies = services.some(
    ({ mode, directors }) => mode === "proxy" && directors.includes(nodes[0]?.name ?? ""),
  );
  return proxies ? "proxy · HAProxy" : ROLES[role];
}

/** What a director does with each service's packets. */
function directing({ nodes }: PictureTier, { services }: Picture): string[] {
  const [first] = nodes;
  return services
    .filter(({ directors }) => directors.includes(first?.name ?? ""))
    .map(({ name, port, mode, scheduler, sharedBy }) =>
      [
        `${name} :${port}`,
        mode === "dr" || mode === "nat" || mode === "tun" ? mode.toUpperCase() : mode,
        scheduler,
        sharedBy?.toUpperCase() ?? "",
      ]
        .filter((word) => word !== "")
        .join(" · "),
    );
}

function lineWidth(line: CardLine): number {
  if (line.kind !== "node") return line.width;
  const { name, address, weight, status } = line;
  return (
    (status === null ? 0 : 16) +
    textWidth(name, TEXT.node, "bold") +
    [weight, status?.word ?? ""].reduce(
      (sum, text) => sum + (text === "" ? 0 : 8 + textWidth(text, TEXT.small, "bold")),
      0,
    ) +
    12 +
    textWidth(address, TEXT.small, "mono")
  );
}

function cellsOf({ nodes }: PictureTier, picture: Picture): Cell[] {
  const width = Math.ceil(textWidth(String(nodes.length), TEXT.cell) + 6);
  const columns = Math.min(20, Math.max(8, Math.ceil(Math.sqrt(nodes.length * 1.4))));
  return nodes.map((node, index) => ({
    node,
    label: String(index + 1),
    status: statusOf(node, picture.states),
    x: PAD + (index % columns) * (width + CELL.gap),
    y: HEADER + Math.floor(index / columns) * (CELL.height + CELL.gap),
    width,
    height: CELL.height,
  }));
}
