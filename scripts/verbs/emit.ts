import { type Command, Option } from "commander";
import type { Artifact } from "../../stacks/emit/artifact.ts";
import { CannotExpress, type EmitInput, type Emitter } from "../../stacks/emit/emitter.ts";
import { defaultPrefix } from "../../stacks/emit/labels.ts";
import { TARGETS } from "../../stacks/emit/targets.ts";
import { containerKernels } from "../engines/container-kernels.ts";
import { dockerBridges } from "../engines/docker-bridges.ts";
import type { NodeKernelChoice } from "../engines/engine.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { writeArtifacts } from "../files/write-artifacts.ts";
import type { LabFile } from "../run/lab-file.ts";
import { containerImage } from "../setup/container-image.ts";
import { examples } from "./examples.ts";
import { openLab } from "./open-labs.ts";
import type { Tool } from "./tool.ts";

interface Options {
  readonly to?: string;
  readonly out?: string;
  readonly image?: string;
  readonly prefix?: string;
  readonly nodeKernel: NodeKernelChoice;
}

/** `tierlab emit LAB --to TARGET`: the lab as another tool reads it. */
export function define(command: Command, tool: Tool): void {
  const targets = Object.entries(TARGETS).map(([name, { about }]) => `${name}: ${about}`);
  command
    .argument("<LAB>", "a lab file, or the name of a lab")
    .addOption(new Option("--to <TARGET>", targets.join("; ")).choices(Object.keys(TARGETS)))
    .option("--out <DIR>", "write all files there; without it the main one goes to standard output")
    .option("--image <NAME>", "what the containers run from (default: tierlab/node with the image's hash)")
    .option("--prefix <TEXT>", "what stands before the names of containers (default: tierlab-LAB)")
    .addOption(
      new Option(
        "--node-kernel <WHICH>",
        "where networks live that need IPVS; auto: by this machine's kernel",
      )
        .choices(["auto", "host", "uml"])
        .default("auto"),
    )
    .addHelpText(
      "after",
      examples({
        "tierlab emit lvs-dr --to cdktf-json > main.tf.json": "for `terraform apply`, without Node.js",
        "tierlab emit lvs-dr --to cdktf-json --out lvs-dr/": "the same, into a folder",
      }),
    )
    .action((lab: string, options: Options) => tool.finish(() => emit(lab, options, tool)));
}

async function emit(lab: string, options: Options, tool: Tool): Promise<number> {
  const target = TARGETS[options.to ?? ""];
  if (target === undefined) {
    const help = `--to one of: ${Object.keys(TARGETS).join(", ")}`;
    throw new ToldError("emit has to know the tool that shall read the lab", {
      exitCode: EXIT.wrongInput,
      help,
    });
  }
  const file = await openLab(lab);
  const artifacts = express(await target.load(), file, {
    plan: file.plan,
    image: options.image ?? (await containerImage()),
    prefix: options.prefix ?? defaultPrefix(file.lab.lab),
    bridges: dockerBridges(),
    // It is for a machine that need not be this one.
    kernels: options.nodeKernel === "host" ? {} : await containerKernels(file.plan, options.nodeKernel),
  });
  if (options.out === undefined) {
    tool.print(artifacts[0]?.text ?? "");
    if (artifacts.length > 1) tool.say(`${artifacts.length - 1} more files belong to it: --out DIR`);
    return EXIT.ok;
  }
  await writeArtifacts(options.out, artifacts);
  const files = artifacts.length === 1 ? "1 file" : `${artifacts.length} files`;
  tool.say(`wrote ${files} to ${options.out}; next: cd ${options.out} && ${target.next}`);
  return EXIT.ok;
}

function express(emitter: Emitter, file: LabFile, input: EmitInput): readonly Artifact[] {
  try {
    return emitter(input);
  } catch (error) {
    if (!(error instanceof CannotExpress)) throw error;
    throw new ToldError(`${file.where(error.at)}: ${error.message}`, {
      exitCode: EXIT.wrongInput,
      help: error.help,
    });
  }
}
