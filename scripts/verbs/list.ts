import type { Command } from "commander";
import { EXIT } from "../exit-codes.ts";
import { listReport } from "../report/list-report.ts";
import { tableColumnsOf } from "../terminal/columns.ts";
import { examples } from "./examples.ts";
import { shownPath } from "./locate-lab.ts";
import { openEngine } from "./open-engine.ts";
import type { Tool } from "./tool.ts";

/** `tierlab list`: the labs that run on this machine. */
export function define(command: Command, tool: Tool): void {
  command
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      examples({ "tierlab list": "for a person", "tierlab list --json | jq -r '.[].name'": "for a script" }),
    )
    .action(({ json }: { json?: true }) => tool.finish(() => list(json === true, tool)));
}

async function list(json: boolean, tool: Tool): Promise<number> {
  const engine = openEngine();
  const labs = (await engine.list()).map((lab) => ({
    name: lab.name,
    nodes: lab.plan.nodes.length,
    umlNodes: Object.values(lab.nodeKernels).filter((kernel) => kernel === "uml").length,
    engine: lab.engine,
    since: new Date(lab.since).toISOString(),
    source: lab.source,
    ...(lab.stale === undefined ? {} : { stale: lab.stale }),
  }));
  if (json) {
    tool.print(JSON.stringify(labs, null, 2));
    return EXIT.ok;
  }
  if (labs.length === 0) {
    tool.say("no lab runs; `tierlab up LAB` builds one");
    return EXIT.ok;
  }
  const listed = labs.map((lab) => ({ ...lab, file: shownPath(lab.source) }));
  tool.print(listReport(listed, tableColumnsOf(process.stdout)));
  return EXIT.ok;
}
