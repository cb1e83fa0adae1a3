import type { Command } from "commander";
import { type EngineName, engineOption } from "./engine-option.ts";
import { examples } from "./examples.ts";
import { openEngine } from "./open-engine.ts";
import { nodeIn, runningLab } from "./running-lab.ts";
import type { Tool } from "./tool.ts";

/** `tierlab shell LAB NODE`: a shell where the node's network lives. */
export function define(command: Command, tool: Tool): void {
  command
    .argument("<LAB>", "a running lab")
    .argument("<NODE>", "one of its nodes")
    .addOption(engineOption())
    .addHelpText("after", examples({ "tierlab shell lvs-dr web1": "look around in a web server" }))
    .action((lab: string, node: string, { engine: only }: { engine?: EngineName }) =>
      tool.finish(async () => {
        const engine = openEngine({ engine: only });
        const running = await runningLab(engine, lab);
        const { name } = nodeIn(running, node);
        tool.say(`${name} of ${running.name}; leave it with exit or Ctrl-D`);
        tool.handOverInterrupts();
        return await engine.interact(running, name, ["bash", "-i"]);
      }),
    );
}
