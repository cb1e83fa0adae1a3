import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROVIDER, PROVIDER_VERSION } from "../engines/docker/provider-lock.ts";
import { limited, type Probe, there } from "./fact.ts";
import { tryCommand } from "./try-command.ts";

/** Where the registry is out of reach Terraform tries it again and again, milliseconds. */
const INIT_WITHIN_MS = 20_000;

/** What makes the containers of `--engine docker` and `cdktf deploy`, and its provider: the very one, from wherever Terraform gets it. */
export const terraform: Probe = {
  name: "terraform",
  async probe() {
    const without = "labs are not deployed as Docker containers";
    const { worked, output } = await tryCommand(["terraform", "version"]);
    const [version = "terraform"] = output.split("\n");
    if (!worked) return limited(`no terraform: ${without}`, "install Terraform 1.x");
    const said = await initialised();
    const [installed] = /Installed .*|Using previously-installed .*/.exec(said) ?? [];
    if (installed !== undefined) return there(`${version}; ${PROVIDER} ${PROVIDER_VERSION}`);
    return limited(
      `${version}, and no provider ${PROVIDER} ${PROVIDER_VERSION}: ${without}`,
      `a registry, a mirror in the CLI configuration (provider_installation), or its files in ~/.terraform.d/plugins/HOST/${PROVIDER}/${PROVIDER_VERSION}/linux_amd64`,
    );
  },
};

/** What Terraform says when it is to get the provider, by its own ways. */
async function initialised(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tierlab-doctor-"));
  try {
    const wanted = { docker: { source: PROVIDER, version: PROVIDER_VERSION } };
    await writeFile(
      join(folder, "main.tf.json"),
      JSON.stringify({ terraform: { required_providers: wanted } }),
    );
    const words = ["terraform", `-chdir=${folder}`, "init", "-backend=false", "-input=false", "-no-color"];
    const [file = "", ...args] = words;
    return (await tryCommand([file, ...args], INIT_WITHIN_MS)).output;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
