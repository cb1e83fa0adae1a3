import type { Command } from "commander";
import { EXIT } from "../exit-codes.ts";
import { examples } from "./examples.ts";
import type { Tool } from "./tool.ts";

/** `tierlab schema`: the JSON Schema of a lab file, from the definition that validates it. */
export function define(command: Command, tool: Tool): void {
  command.addHelpText("after", examples({ "tierlab schema > lab.schema.json": "for an editor" })).action(() =>
    tool.finish(async () => {
      const { labJsonSchema } = await import("../../stacks/lab/json-schema.ts");
      tool.print(JSON.stringify(labJsonSchema(), null, 2));
      return EXIT.ok;
    }),
  );
}
