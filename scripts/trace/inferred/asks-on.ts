import type { PlannedNode } from "../../../stacks/plan/plan.ts";
import { configLine, literally } from "../config-lines.ts";
import type { Explain } from "../inferred.ts";
import { waysTo } from "../routes.ts";
import type { ConfigLine } from "../trace.ts";
import { wayLeads } from "./routed.ts";

/** A proxy that asks on over a connection of its own: its configuration must name the server that was asked. */
export const asksOnAt: Explain = ({ walk, does, out }, node, { owners }) => {
  if (does !== "sends" || out === null || walk.direction !== "request") return null;
  const server = owners.nodeOf(out.ip.dst);
  const config = serverLines(node, out.ip.dst, out.tcp.dstPort);
  const program = PROGRAMS[node.role];
  if (program === undefined || config.length === 0) return null;
  const whom = server ?? owners.nameOf(out.ip.dst);
  if (walk.kind === "SYN") return { text: `${program} opens a connection of its own to ${whom}`, config };
  return {
    text: `${program} asks on, with the same X-Request-Id, over its own connection to ${whom}`,
    config,
  };
};

const PROGRAMS: Readonly<Partial<Record<PlannedNode["role"], string>>> = {
  nginx: "Nginx",
  director: "HAProxy",
  cdn: "Varnish",
};

/** The lines in which a server stands, and the one that sends requests there. */
function serverLines(node: PlannedNode, address: string, port: number): ConfigLine[] {
  const socket = literally(`${address}:${port}`);
  const nginx = configLine(node, new RegExp(`^\\s*server ${socket}[ ;]`));
  if (nginx.length > 0) return [...configLine(node, /^\s*proxy_pass /), ...nginx];
  const haproxy = configLine(node, new RegExp(`^\\s*server \\S+ ${socket} `));
  if (haproxy.length > 0) return [...configLine(node, /^\s*balance /), ...haproxy];
  return configLine(node, new RegExp(`^\\s*\\.host = "${literally(address)}"`));
}

/** Who sends a packet first, and by which route. */
export const startOf: Explain = ({ walk, does, out, next }, node, { owners }) => {
  if (does !== "sends" || out === null) return null;
  const to = out.outer?.dst ?? out.ip.dst;
  const way = waysTo(to, node).find((one) => wayLeads(one, out.point.interface, next, owners.nodeOf));
  if (way === undefined) return null;
  const by =
    way.via === null ? `on its own segment ${way.to}` : `by its route ${way.to} over ${next ?? way.via}`;
  const vip = owners.serviceOf(out.ip.src);
  if (walk.direction === "reply" && vip !== null)
    return {
      text: `answers from the VIP of ${vip.name}, ${by}`,
      config: [...held(node, out.ip.src), ...way.config],
    };
  const what = walk.direction === "reply" ? "answers" : `asks ${owners.nameOf(out.ip.dst)}`;
  return { text: `${what} ${by}`, config: way.config };
};

function held(node: PlannedNode, address: string): ConfigLine[] {
  const cidr = node.loopback.find((one) => one.startsWith(`${address}/`));
  return cidr === undefined ? [] : [{ where: `addresses of ${node.name}`, text: `${cidr} on lo` }];
}
