import type { Command } from "commander";
import { EXIT } from "../exit-codes.ts";
import { examples } from "./examples.ts";
import { openLab } from "./open-labs.ts";
import type { Tool } from "./tool.ts";

/** `tierlab plan LAB`: everything decided about a lab, as JSON; the same bytes every time. */
export function define(command: Command, tool: Tool): void {
  command
    .argument("<LAB>", "a lab file, or the name of a lab")
    .addHelpText(
      "after",
      examples({
        "tierlab plan lvs-dr": "all of it",
        "tierlab plan lvs-dr | jq '.nodes[] | {name, interfaces}'": "addresses and MACs",
      }),
    )
    .action((lab: string) =>
      tool.finish(async () => {
        const file = await openLab(lab);
        tool.print(JSON.stringify(file.plan, null, 2));
        return EXIT.ok;
      }),
    );
}
