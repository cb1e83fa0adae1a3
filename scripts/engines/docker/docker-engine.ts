import { type AttachedOptions, attachedEngine } from "../attached/attached-engine.ts";
import type { Engine } from "../engine.ts";
import { hasTerraformState } from "./terraform-folder.ts";

/** Labs as Docker containers that Terraform makes of the stack that `cdktf deploy` would deploy. */
export function dockerEngine(options: AttachedOptions): Engine {
  return attachedEngine({
    name: "docker",
    ...options,
    owns: hasTerraformState,
    up: async (how) => (await import("./up.ts")).up(how),
    down: async (lab) => (await import("./down.ts")).down(lab),
  });
}
