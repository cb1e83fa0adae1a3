import type { Command } from "commander";
import { outerFeatures } from "../../stacks/guest/kernel-sides.ts";
import type { PlannedNode } from "../../stacks/plan/plan.ts";
import type { Engine, RunningLab } from "../engines/engine.ts";
import { EXIT } from "../exit-codes.ts";
import { type InspectedNode, inspectReport } from "../report/inspect-report.ts";
import { tableColumnsOf } from "../terminal/columns.ts";
import { styleFor } from "../terminal/style.ts";
import { type EngineName, engineOption } from "./engine-option.ts";
import { examples } from "./examples.ts";
import { shownPath } from "./locate-lab.ts";
import { openEngine } from "./open-engine.ts";
import { runningLab } from "./running-lab.ts";
import type { Tool } from "./tool.ts";

/** `tierlab inspect LAB`: its nodes, their addresses as they are now, and their daemons. */
export function define(command: Command, tool: Tool): void {
  command
    .argument("<LAB>", "a running lab")
    .option("--json", "as JSON")
    .addOption(engineOption())
    .addHelpText(
      "after",
      examples({
        "tierlab inspect lvs-dr": "for a person",
        "tierlab inspect lvs-dr --json | jq '.nodes[].daemons'": "for a script",
      }),
    )
    .action((lab: string, options: Options) => tool.finish(() => inspect(lab, options, tool)));
}

interface Options {
  readonly json?: true;
  readonly engine?: EngineName;
}

async function inspect(lab: string, { json, engine: name }: Options, tool: Tool): Promise<number> {
  const engine = openEngine({ engine: name });
  const running = await runningLab(engine, lab);
  const nodes = await Promise.all(running.plan.nodes.map((node) => inspectNode(running, node, engine)));
  const options = { style: styleFor(process.stdout), columns: tableColumnsOf(process.stdout) };
  const about = {
    name: running.name,
    source: running.source,
    engine: running.engine,
    since: new Date(running.since).toISOString(),
    bounded: running.bounded,
    services: running.plan.services,
  };
  tool.print(
    json
      ? JSON.stringify({ ...about, nodes }, null, 2)
      : inspectReport(running, shownPath(running.source), nodes, options),
  );
  return EXIT.ok;
}

async function inspectNode(running: RunningLab, node: PlannedNode, engine: Engine): Promise<InspectedNode> {
  const state = await engine.observe(running, node.name).catch(() => null);
  const kernel = running.nodeKernels[node.name] ?? "host";
  return {
    name: node.name,
    tier: node.tier,
    role: node.role,
    kernel,
    onHost: outerFeatures(node, kernel),
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
