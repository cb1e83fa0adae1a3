import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultPrefix } from "../../../stacks/emit/labels.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { containerImage } from "../../setup/container-image.ts";
import { saidBy } from "../attached/boot.ts";
import { labContainers } from "../attached/containers.ts";
import { containerKernels } from "../container-kernels.ts";
import { dockerBridges } from "../docker-bridges.ts";
import type { UpOptions } from "../engine.ts";
import { terraformApply, terraformInit } from "./terraform.ts";
import { hasTerraformState, terraformFolder } from "./terraform-folder.ts";

/** Deploys the lab's stack by Terraform, in a folder of tierlab's own; what it deployed there before is brought up to date. */
export async function up(options: UpOptions): Promise<void> {
  const { lab } = options.plan;
  await refuseForeign(lab);
  try {
    await deploy(options);
  } catch (error) {
    throw await withWhatDied(error, lab).catch(() => error);
  }
}

async function deploy({ plan, nodeKernel, progress, signal }: UpOptions): Promise<void> {
  progress({ phase: "prepare", text: "its stack" });
  const { emitTerraform } = await import("../../../stacks/emit/cdktf/emit-terraform.ts");
  const [stack] = emitTerraform({
    plan,
    image: await containerImage(),
    prefix: defaultPrefix(plan.lab),
    kernels: await containerKernels(plan, nodeKernel),
    bridges: dockerBridges(),
  });
  const folder = terraformFolder(plan.lab);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, "main.tf.json"), stack?.text ?? "", { mode: 0o600 });
  await terraformInit(folder, plan.lab, signal);
  progress({ phase: "nodes", text: `${plan.nodes.length} containers` });
  const nodes = new Map(plan.nodes.map(({ name }) => [`docker_container.node-${name}`, name]));
  const apply = (resource: string, text: string) => {
    const node = nodes.get(resource);
    progress(
      node === undefined
        ? { phase: "nodes", text: text.replace(/ \[id=.*\]$/, "") }
        : { phase: "nodes", node, text: "started" },
    );
  };
  await terraformApply(folder, plan.lab, { progress: apply, signal });
}

/** Terraform tells that a container died, and not why: its own last lines do. */
async function withWhatDied(error: unknown, lab: string): Promise<unknown> {
  if (!(error instanceof ToldError)) return error;
  const [dead] = (await labContainers(lab)).filter(({ init }) => init === null);
  if (dead === undefined) return error;
  const said = (await saidBy(dead)).trim().split("\n").slice(-5).join("\n");
  return new ToldError(`node ${dead.node} did not boot: ${error.message}`, {
    exitCode: error.exitCode,
    help: said === "" ? error.help : said,
    cause: error,
  });
}

/** Containers that another Terraform state knows are not tierlab's to change. */
async function refuseForeign(lab: string): Promise<void> {
  const containers = await labContainers(lab);
  if (containers.length === 0 || hasTerraformState(lab)) return;
  throw new ToldError(`lab ${lab} has ${containers.length} containers that tierlab has not deployed`, {
    exitCode: EXIT.cannotRunHere,
    help: `\`cdktf deploy ${lab}\` brings up to date what \`cdktf deploy\` made; \`tierlab down ${lab}\` removes them`,
  });
}
