import { attachedEngine } from "../attached/attached-engine.ts";
import type { PlanOf } from "../attached/attached-lab.ts";
import type { Engine } from "../engine.ts";

export interface DockerEngineOptions {
  readonly planOf: PlanOf;
  /** The folder of the node image; asked for when packets are captured or decoded. */
  readonly image: () => Promise<string>;
}

/** Labs as Docker containers that Terraform makes of the stack that `cdktf deploy` would deploy. */
export function dockerEngine({ planOf, image }: DockerEngineOptions): Engine {
  return attachedEngine({
    name: "docker",
    planOf,
    image,
    up: async (options) => (await import("./up.ts")).up(options),
    down: async (lab) => (await import("./down.ts")).down(lab),
  });
}
