import type { Engine } from "../engines/engine.ts";
import { localEngine } from "../engines/local/local-engine.ts";
import type { Machine } from "../setup/setup.ts";

/** The engine that makes labs run on this machine; a verb that makes no node needs no machine set up. */
export function openEngine(machine?: Machine): Engine {
  return localEngine(async () => {
    if (machine === undefined) throw new Error("Expected a machine that is set up before nodes are made");
    return machine;
  });
}
