import type { Command } from "commander";
import { type EngineName, engineOption } from "./engine-option.ts";
import { examples } from "./examples.ts";
import { openEngine } from "./open-engine.ts";
import { nodeIn, runningLab } from "./running-lab.ts";
import type { Tool } from "./tool.ts";

/** `tierlab exec LAB NODE -- CMD`: runs a command where the node's network lives; its exit code is the verb's. */
export function define(command: Command, tool: Tool): void {
  command
    .argument("<LAB>", "a running lab")
    .argument("<NODE>", "one of its nodes")
    .argument("<CMD...>", "the command and its arguments, after `--`")
    .option("--outer", "around the node's User Mode Linux kernel, where the host's kernel works for it")
    .addOption(engineOption())
    .addHelpText(
      "after",
      examples({
        "tierlab exec lvs-dr lvs1 -- ipvsadm -Ln": "the director's IPVS table",
        "tierlab exec lvs-dr client1 -- curl -s 10.10.0.100": "a request to the VIP",
        "tierlab exec lvs-dr edge1 -- ip neigh": "the router's neighbours",
        "tierlab exec --outer lvs-fullnat lvs1 -- conntrack -L": "connections whose source was changed",
      }),
    )
    .action(
      (
        lab: string,
        node: string,
        words: string[],
        { outer, engine: only }: { outer?: true; engine?: EngineName },
      ) =>
        tool.finish(async () => {
          const engine = openEngine({ engine: only });
          const running = await runningLab(engine, lab);
          const { name } = nodeIn(running, node);
          tool.handOverInterrupts();
          return await engine.interact(running, name, words, outer ? { where: "outer" } : {});
        }),
    );
}
