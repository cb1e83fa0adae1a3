import type { Command } from "commander";
import type { PlannedNode } from "../../stacks/plan/plan.ts";
import { socketText } from "../../stacks/plan/socket-text.ts";
import { vipsOf } from "../../stacks/plan/vips-of.ts";
import type { Engine, NodeKernel, RunningLab } from "../engines/engine.ts";
import { EXIT } from "../exit-codes.ts";
import { alignedRows } from "../terminal/columns.ts";
import { plainLine } from "../terminal/plain-text.ts";
import { styleFor } from "../terminal/style.ts";
import { examples } from "./examples.ts";
import { shownPath } from "./locate-lab.ts";
import { openEngine } from "./open-engine.ts";
import { runningLab } from "./running-lab.ts";
import type { Tool } from "./tool.ts";

interface InspectedNode {
  readonly name: string;
  readonly tier: string;
  readonly role: string;
  readonly kernel: NodeKernel;
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

/** `tierlab inspect LAB`: its nodes, their addresses as they are now, and their daemons. */
export function define(command: Command, tool: Tool): void {
  command
    .argument("<LAB>", "a running lab")
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      examples({
        "tierlab inspect lvs-dr": "for a person",
        "tierlab inspect lvs-dr --json | jq '.nodes[].daemons'": "for a script",
      }),
    )
    .action((lab: string, { json }: { json?: true }) => tool.finish(() => inspect(lab, json === true, tool)));
}

async function inspect(lab: string, json: boolean, tool: Tool): Promise<number> {
  const engine = openEngine();
  const running = await runningLab(engine, lab);
  const nodes = await Promise.all(running.plan.nodes.map((node) => inspectNode(running, node, engine)));
  const about = {
    name: running.name,
    source: running.source,
    engine: running.engine,
    since: new Date(running.since).toISOString(),
    bounded: running.bounded,
    services: running.plan.services,
  };
  tool.print(json ? JSON.stringify({ ...about, nodes }, null, 2) : inWords(running, nodes).join("\n"));
  return EXIT.ok;
}

async function inspectNode(running: RunningLab, node: PlannedNode, engine: Engine): Promise<InspectedNode> {
  const state = await engine.observe(running, node.name).catch(() => null);
  return {
    name: node.name,
    tier: node.tier,
    role: node.role,
    kernel: running.nodeKernels[node.name] ?? "host",
    runs: state !== null,
    interfaces: node.interfaces.map(({ name, segment, mac }) => ({
      name,
      segment,
      mac,
      addresses: state?.addresses[name] ?? [],
    })),
    loopback: state?.addresses.lo ?? [],
    daemons: node.daemons.map(({ name }) => ({ name, runs: state?.daemons.includes(name) ?? false })),
  };
}

function inWords(running: RunningLab, nodes: readonly InspectedNode[]): string[] {
  const style = styleFor(process.stdout);
  const rows = nodes.map((node) => [
    `${node.runs ? style("green", "✓") : style("red", "✗")} ${node.name}`,
    node.role,
    node.runs ? node.kernel : "down",
    [
      ...node.interfaces.map(({ name, segment, addresses }) => `${name} ${segment} ${addresses.join(" ")}`),
      ...(node.loopback.length === 0 ? [] : [`lo ${node.loopback.join(" ")}`]),
    ].join(", "),
    node.daemons
      .map(({ name, runs }) => (runs ? `${name} runs` : style("red", `${name} is down`)))
      .join(", "),
  ]);
  const services = running.plan.services.map(
    ({ name, vip, vip6, port, mode, directors, servers }) =>
      `${name}  ${vipsOf({ vip, vip6 })
        .map((address) => socketText(address, port))
        .join(
          " ",
        )}  ${mode} by ${directors.join(", ")} to ${servers.map((server) => `${server.node} (${server.weight})`).join(", ")}`,
  );
  return [
    `${style("bold", running.name)}  ${plainLine(shownPath(running.source))}, engine ${running.engine}, since ${new Date(running.since).toISOString()}`,
    boundsInWords(running.bounded),
    "",
    ...alignedRows([["NODE", "ROLE", "KERNEL", "ADDRESSES", "DAEMONS"], ...rows]),
    ...(services.length === 0 ? [] : ["", "services", ...services.map((line) => `  ${line}`)]),
  ];
}

/** What the machine's cgroups bound of each node, and what they cannot. */
function boundsInWords(bounded: RunningLab["bounded"]): string {
  const lacking = (["processes", "memory"] as const).filter((one) => !bounded.includes(one));
  if (lacking.length === 0) return "each node is bounded in processes and memory";
  return `not bounded on this machine: a node's ${lacking.join(" and ")} (see \`tierlab doctor\`)`;
}
