import type { Command } from "commander";
import { EXIT } from "../exit-codes.ts";
import { hostPackages } from "../setup/host-packages.ts";
import { nodeImage } from "../setup/node-image.ts";
import { umlKernel } from "../setup/uml-kernel.ts";
import { examples } from "./examples.ts";
import type { Tool } from "./tool.ts";

/** `tierlab doctor`: what this machine has and lacks, each lack with the way to mend it. */
export function define(command: Command, tool: Tool): void {
  command
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      examples({ "tierlab doctor": "for a person", "tierlab doctor --json": "for a script" }),
    )
    .action(({ json }: { json?: true }) => tool.finish(() => doctor(json === true, tool)));
}

async function doctor(json: boolean, tool: Tool): Promise<number> {
  const findings = await Promise.all(
    [hostPackages, nodeImage, umlKernel].map(async (part) => ({
      name: part.name,
      what: part.what,
      there: await part.present(),
    })),
  );
  const lines = findings.map(({ what, there }) => `${there ? "✓" : "✗"} ${what}`);
  tool.print(json ? JSON.stringify(findings, null, 2) : lines.join("\n"));
  return findings.every(({ there }) => there) ? EXIT.ok : EXIT.cannotRunHere;
}
