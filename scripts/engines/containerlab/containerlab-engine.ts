import { type AttachedOptions, attachedEngine } from "../attached/attached-engine.ts";
import type { Engine } from "../engine.ts";
import { hasTopology } from "./topology-folder.ts";

/** Labs as Docker containers that containerlab makes of the topology that `tierlab emit` writes. */
export function containerlabEngine(options: AttachedOptions): Engine {
  return attachedEngine({
    name: "containerlab",
    ...options,
    owns: hasTopology,
    up: async (how) => (await import("./up.ts")).up(how),
    down: async (lab) => (await import("./down.ts")).down(lab),
  });
}
