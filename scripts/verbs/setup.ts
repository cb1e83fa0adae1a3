import type { Command } from "commander";
import { EXIT } from "../exit-codes.ts";
import { examples } from "./examples.ts";
import { prepareMachine } from "./prepare-machine.ts";
import type { Tool } from "./tool.ts";

/** `tierlab setup`: installs what `up` and `test` would install first, and nothing else. */
export function define(command: Command, tool: Tool): void {
  command.addHelpText("after", examples({ "sudo tierlab setup": "install what is missing" })).action(() =>
    tool.finish(async () => {
      await prepareMachine("auto", tool);
      tool.say("all there; next: tierlab test lvs-dr");
      return EXIT.ok;
    }),
  );
}
