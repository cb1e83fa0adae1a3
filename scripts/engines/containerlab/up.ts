import { join } from "node:path";
import { defaultPrefix } from "../../../stacks/emit/labels.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { writeArtifacts } from "../../files/write-artifacts.ts";
import { containerImage } from "../../setup/container-image.ts";
import { labContainers } from "../attached/containers.ts";
import { containerKernels } from "../container-kernels.ts";
import type { UpOptions } from "../engine.ts";
import { containerlab } from "./containerlab.ts";
import { topologyFolder } from "./topology-folder.ts";

/** Deploys the lab's topology by containerlab, from a folder of tierlab's own. */
export async function up({ plan, nodeKernel, progress, signal }: UpOptions): Promise<void> {
  await refuseForeign(plan.lab);
  progress({ phase: "prepare", text: "its topology" });
  const { emitContainerlab } = await import("../../../stacks/emit/containerlab/emit-containerlab.ts");
  const artifacts = emitContainerlab({
    plan,
    image: await containerImage(),
    prefix: defaultPrefix(plan.lab),
    kernels: await containerKernels(plan, nodeKernel),
    bridges: "internal",
  });
  const folder = topologyFolder(plan.lab);
  const heard = (line: string) => {
    const [, node] = /Creating container\s+name=(\S+)/.exec(line) ?? [];
    if (node !== undefined) progress({ phase: "nodes", node, text: "made" });
  };
  await writeArtifacts(folder, artifacts);
  progress({ phase: "nodes", text: `${plan.nodes.length} containers` });
  await containerlab("deploy", join(folder, artifacts[0]?.path ?? ""), { lab: plan.lab, heard, signal });
}

/** Containers that somebody else deployed are not tierlab's to change. */
async function refuseForeign(lab: string): Promise<void> {
  const containers = await labContainers(lab);
  if (containers.length === 0) return;
  throw new ToldError(`lab ${lab} has ${containers.length} containers already`, {
    exitCode: EXIT.cannotRunHere,
    help: `\`tierlab down ${lab}\` removes them`,
  });
}
