import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { App } from "cdktf";
import { containerKernels } from "../scripts/engines/container-kernels.ts";
import { findLocalProvider, providerLock } from "../scripts/engines/docker/provider-lock.ts";
import { dockerBridges } from "../scripts/engines/docker-bridges.ts";
import { ToldError } from "../scripts/errors.ts";
import { EXIT } from "../scripts/exit-codes.ts";
import { containerImage } from "../scripts/setup/container-image.ts";
import { tellError } from "../scripts/terminal/tell-error.ts";
import { knownLabs } from "../scripts/verbs/locate-lab.ts";
import { openLabs } from "../scripts/verbs/open-labs.ts";
import { LabStack } from "./emit/cdktf/lab-stack.ts";
import { BRIDGES } from "./emit/docker-network.ts";

/** The cdktf app: every lab in labs/ is a stack. The one file of stacks/ that reads and writes. */
async function main(): Promise<void> {
  const app = new App();
  const setting = <T extends string>(name: string, allowed?: readonly T[]): T | undefined => {
    const value: unknown = app.node.tryGetContext(name);
    if (value === undefined || (typeof value === "string" && (allowed ?? [value]).includes(value as T)))
      return value as T | undefined;
    throw new ToldError(`context ${name} of cdktf.json: expected ${allowed?.join(" or ") ?? "text"}`, {
      exitCode: EXIT.wrongInput,
    });
  };
  const image = setting("image") ?? (await containerImage());
  const bridges = setting("bridges", BRIDGES) ?? dockerBridges();
  const nodeKernel = setting("nodeKernel", ["auto", "host", "uml"]) ?? "auto";
  const engine = setting("engine");
  const prefix = setting("prefix");
  const files = await openLabs(knownLabs());
  for (const { lab, plan, shownPath } of files) {
    new LabStack(app, lab.lab, {
      plan,
      image,
      bridges,
      kernels: await containerKernels(plan, nodeKernel),
      testCommand: `tierlab test ${shownPath}`,
      ...(engine === undefined ? {} : { engine }),
      ...(prefix === undefined ? {} : { prefix: `${prefix}-${lab.lab}` }),
    });
  }
  app.synth();
  await lockProvider(files.map(({ lab }) => join(app.outdir, "stacks", lab.lab)));
}

/** Where the provider lies on this machine: cdktf would ask a registry that may not be there. */
async function lockProvider(folders: readonly string[]): Promise<void> {
  const locks = folders
    .map((folder) => join(folder, ".terraform.lock.hcl"))
    .filter((lock) => !existsSync(lock));
  const provider = locks.length === 0 ? null : await findLocalProvider();
  if (provider === null) return;
  const text = await providerLock(provider);
  await Promise.all(locks.map((lock) => writeFile(lock, text)));
}

await main().catch((error) => {
  process.exitCode = tellError(error);
});
