import { missing, type Probe, SETUP, there } from "./fact.ts";
import { tryCommand } from "./try-command.ts";

export const ociRuntime: Probe = {
  name: "oci-runtime",
  async probe() {
    for (const runtime of ["crun", "runc"]) {
      const { worked, output } = await tryCommand([runtime, "--version"]);
      if (worked) return there(output.split("\n")[0] ?? runtime);
    }
    return missing("neither crun nor runc starts", SETUP);
  },
};
