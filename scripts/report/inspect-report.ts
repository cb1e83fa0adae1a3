import stringWidth from "string-width";
import { FEATURE_NAMES } from "../../stacks/guest/kernel-sides.ts";
import type { KernelFeature, PlannedService } from "../../stacks/plan/plan.ts";
import { socketText } from "../../stacks/plan/socket-text.ts";
import { vipsOf } from "../../stacks/plan/vips-of.ts";
import type { NodeKernel, RunningLab } from "../engines/engine.ts";
import { alignedRows, wrapped } from "../terminal/columns.ts";
import { plainLine } from "../terminal/plain-text.ts";
import type { TerminalOptions } from "./terminal-report.ts";

/** A node as it is now. */
export interface InspectedNode {
  readonly name: string;
  readonly tier: string;
  readonly role: string;
  readonly kernel: NodeKernel;
  /** What the host's kernel does for a node whose network lives in another. */
  readonly onHost: readonly KernelFeature[];
  /** Whether it has power and answers. */
  readonly runs: boolean;
  readonly interfaces: readonly {
    readonly name: string;
    readonly segment: string;
    readonly mac: string;
    readonly addresses: readonly string[];
  }[];
  readonly loopback: readonly string[];
  readonly daemons: readonly { readonly name: string; readonly runs: boolean }[];
}

/** A running lab for a person: its nodes as a table, or each as a block of lines where the table is too wide, and its services. */
export function inspectReport(
  lab: RunningLab,
  source: string,
  nodes: readonly InspectedNode[],
  options: TerminalOptions,
): string {
  const { style, columns } = options;
  const about = `${plainLine(source)}, engine ${lab.engine}, since ${new Date(lab.since).toISOString()}`;
  const services = lab.plan.services.map(serviceInWords);
  return [
    ...hanging(`${style("bold", lab.name)}  ${about}`, "", columns),
    ...wrapped(boundsInWords(lab.bounded), columns),
    "",
    ...nodesInLines(nodes, options),
    ...(services.length === 0
      ? []
      : ["", "services", ...services.flatMap((line) => hanging(line, "  ", columns))]),
  ].join("\n");
}

function serviceInWords(service: PlannedService): string {
  const { name, port, mode, directors } = service;
  const sockets = vipsOf(service).map((address) => socketText(address, port));
  const servers = service.servers.map(({ node, weight }) => `${node} (${weight})`);
  return `${name}  ${sockets.join(" ")}  ${mode} by ${directors.join(", ")} to ${servers.join(", ")}`;
}

function nodesInLines(nodes: readonly InspectedNode[], { style, columns }: TerminalOptions): string[] {
  const cells = nodes.map((node) => ({
    name: `${node.runs ? style("green", "✓") : style("red", "✗")} ${node.name}`,
    role: node.role,
    kernel: node.runs ? kernelInWords(node) : "down",
    addresses: [
      ...node.interfaces.map(({ name, segment, addresses }) => [name, segment, ...addresses].join(" ")),
      ...(node.loopback.length === 0 ? [] : [`lo ${node.loopback.join(" ")}`]),
    ],
    daemons: node.daemons.map(({ name, runs }) => (runs ? `${name} runs` : style("red", `${name} is down`))),
  }));
  const table = alignedRows([
    ["NODE", "ROLE", "KERNEL", "ADDRESSES", "DAEMONS"],
    ...cells.map(({ name, role, kernel, addresses, daemons }) => [
      name,
      role,
      kernel,
      addresses.join(", "),
      daemons.join(", "),
    ]),
  ]);
  if (table.every((line) => stringWidth(line) <= columns)) return table;
  return cells.flatMap(({ name, role, kernel, addresses, daemons }) => [
    `${name}  ${role}, ${kernel}`,
    ...[...addresses, daemons.join(", ")].flatMap((line) =>
      line === "" ? [] : hanging(line, "    ", columns),
    ),
  ]);
}

function kernelInWords({ kernel, onHost }: InspectedNode): string {
  const features = onHost.map((feature) => FEATURE_NAMES[feature]);
  return features.length === 0 ? kernel : `${kernel}, ${features.join(" and ")} on the host's`;
}

/** Text behind an indent, its further lines two columns deeper. */
function hanging(text: string, indent: string, columns: number): string[] {
  const [first = "", ...rest] = wrapped(text, columns - indent.length - 2);
  return [`${indent}${first}`, ...rest.map((line) => `${indent}  ${line}`)];
}

/** What the machine's cgroups bound of each node, and what they cannot. */
function boundsInWords(bounded: RunningLab["bounded"]): string {
  const lacking = (["processes", "memory"] as const).filter((one) => !bounded.includes(one));
  if (lacking.length === 0) return "each node is bounded in processes and memory";
  return `not bounded on this machine: a node's ${lacking.join(" and ")} (see \`tierlab doctor\`)`;
}
