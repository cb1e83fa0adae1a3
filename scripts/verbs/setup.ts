import { type Command, Option } from "commander";
import { EXIT } from "../exit-codes.ts";
import { IMAGE_WAYS, type ImageChoice } from "../setup/image-way.ts";
import { prune } from "../setup/prune.ts";
import { examples } from "./examples.ts";
import { prepareMachine } from "./prepare-machine.ts";
import type { Tool } from "./tool.ts";

interface SetupFlags {
  readonly uml?: true;
  readonly imageBy: ImageChoice;
  readonly prune?: true;
  readonly engine?: "docker";
}

/** `tierlab setup`: installs what `up` and `test` would install first, and nothing else. */
export function define(command: Command, tool: Tool): void {
  command
    .option("--uml", "the User Mode Linux kernel too, where the host's own IPVS would do")
    .addOption(
      new Option("--image-by <WAY>", "what makes the node image; labs then use that one")
        .choices(["auto", ...IMAGE_WAYS])
        .default("auto"),
    )
    .addOption(new Option("--engine <NAME>", "what an engine beside the local one needs").choices(["docker"]))
    .option("--prune", "remove the images and kernels of earlier versions that no lab uses")
    .addHelpText(
      "after",
      examples({
        "sudo tierlab setup": "install what is missing",
        "sudo tierlab setup --image-by docker": "the node image by docker, though mmdebstrap would do",
        "sudo tierlab setup --engine docker": "Docker, and the node image in it",
        "sudo tierlab setup --prune": "and free the room of what is no longer used",
      }),
    )
    .action((flags: SetupFlags) => tool.finish(() => setup(flags, tool)));
}

async function setup(flags: SetupFlags, tool: Tool): Promise<number> {
  const machine = await prepareMachine(flags.uml === true ? "uml" : "auto", tool, {
    ...(flags.imageBy === undefined ? {} : { imageBy: flags.imageBy }),
    docker: flags.engine === "docker",
  });
  tool.say(`node image: ${machine.rootfs}, made by ${machine.by}`);
  tool.say(`User Mode Linux kernel: ${machine.uml?.kernel ?? "none, the host has IPVS"}`);
  if (flags.prune === true) {
    const removed = await prune();
    tool.say(removed.length === 0 ? "nothing to remove" : `removed ${removed.join(", ")}`);
  }
  tool.say("all there; next: tierlab test lvs-dr");
  return EXIT.ok;
}
