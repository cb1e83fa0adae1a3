import type { Command } from "commander";
import { EXIT } from "../exit-codes.ts";
import { examples } from "./examples.ts";
import { openLabs } from "./open-labs.ts";
import type { Tool } from "./tool.ts";

/** `tierlab validate LAB...`: every error of the files, and what each lab holds where there is none. */
export function define(command: Command, tool: Tool): void {
  command
    .argument("<LAB...>", "lab files, or names of labs")
    .addHelpText(
      "after",
      examples({
        "tierlab validate lvs-dr": "a lab of labs/",
        "tierlab validate my-lab.yaml": "a file",
        "tierlab validate lvs-dr lvs-nat": "several at once",
      }),
    )
    .action((labs: string[]) => tool.finish(() => validate(labs, tool)));
}

async function validate(labs: readonly string[], tool: Tool): Promise<number> {
  for (const file of await openLabs(labs)) {
    const { nodes } = file.plan;
    const claims = file.lab.tests.length;
    const breaks = file.lab.tests.reduce((sum, test) => sum + test.breaks.length, 0);
    // Breaks and changes are labs as well: one that cannot be planned is an error of the file.
    for (const test of file.lab.tests) {
      for (const fault of test.timeline) file.planAfter(fault, null);
      for (const labBreak of test.breaks) {
        file.planOf(labBreak);
        for (const fault of labBreak.timeline ?? test.timeline) file.planAfter(fault, labBreak);
      }
    }
    tool.print(`${file.shownPath}: no errors; ${nodes.length} nodes, ${claims} claims, ${breaks} breaks`);
  }
  return EXIT.ok;
}
