import type { PlannedNode } from "../../stacks/plan/plan.ts";
import { contains, familyOf, type Prefix, parseAddress, parsePrefix } from "../../stacks/plan/prefix.ts";
import type { ConfigLine } from "./trace.ts";

/** The way that a node's plan has to an address. */
export interface PlannedWay {
  /** A prefix, or `default`. */
  readonly to: string;
  /** The next hop; null where the address is in a segment of the node itself. */
  readonly via: string | null;
  /** Of a segment of its own. */
  readonly interface: string | null;
  readonly config: readonly ConfigLine[];
}

/** The ways of the longest prefix that the plan has for an address; none where only a routing protocol knows. */
export function waysTo(address: string, node: PlannedNode): PlannedWay[] {
  const wanted = parseAddress(address);
  const ways = [...ownSegments(node), ...ownRoutes(node), ...frrRoutes(node)]
    .map((way) => ({ way, prefix: prefixOf(way) }))
    .filter(({ prefix }) => prefix.family === familyOf(address) && contains(prefix, wanted));
  const longest = Math.max(...ways.map(({ prefix }) => prefix.bits));
  return ways.filter(({ prefix }) => prefix.bits === longest).map(({ way }) => way);
}

function prefixOf({ to, via }: PlannedWay): Prefix {
  if (to !== "default") return parsePrefix(to);
  return parsePrefix(familyOf(via ?? "") === "ipv6" ? "::/0" : "0.0.0.0/0");
}

function ownSegments({ interfaces }: PlannedNode): PlannedWay[] {
  return interfaces.flatMap(({ name, segment, addresses }) =>
    addresses
      .map(parsePrefix)
      .filter(({ first, last }) => first !== last)
      .map(({ text }) => ({
        to: text,
        via: null,
        interface: name,
        config: [{ where: `segment ${segment}`, text: `${text} dev ${name}` }],
      })),
  );
}

function ownRoutes({ name, routes }: PlannedNode): PlannedWay[] {
  return routes.map(({ to, via }) => ({
    to,
    via,
    interface: null,
    config: [{ where: `routes of ${name}`, text: `${to} via ${via}` }],
  }));
}

/** Static routes that a routing daemon gives to the kernel. */
function frrRoutes({ files }: PlannedNode): PlannedWay[] {
  return files.flatMap(({ path, content }) =>
    content.split("\n").flatMap((line, index) => {
      const [, to, via] = /^ip(?:v6)? route (\S+) (\S+)$/.exec(line) ?? [];
      if (to === undefined || via === undefined) return [];
      return { to, via, interface: null, config: [{ where: `${path}:${index + 1}`, text: line }] };
    }),
  );
}
