import type { Command } from "commander";
import { labsCanRun, renderDoctor, runDoctor } from "../doctor/doctor.ts";
import { EXIT } from "../exit-codes.ts";
import { tableColumnsOf } from "../terminal/columns.ts";
import { styleFor } from "../terminal/style.ts";
import { examples } from "./examples.ts";
import type { Tool } from "./tool.ts";

/** `tierlab doctor`: what this machine has and lacks, each lack with the way to mend it. */
export function define(command: Command, tool: Tool): void {
  command
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      examples({
        "tierlab doctor": "for a person",
        "tierlab doctor --json | jq '.facts[] | select(.state != \"there\")'": "for a script",
      }),
    )
    .action(({ json }: { json?: true }) => tool.finish(() => doctor(json === true, tool)));
}

async function doctor(json: boolean, tool: Tool): Promise<number> {
  const facts = await runDoctor();
  const fit = labsCanRun(facts);
  tool.print(
    json
      ? JSON.stringify({ labsCanRun: fit, facts }, null, 2)
      : renderDoctor(facts, {
          style: styleFor(process.stdout),
          columns: tableColumnsOf(process.stdout),
        }),
  );
  return fit ? EXIT.ok : EXIT.cannotRunHere;
}
