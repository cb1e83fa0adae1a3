import type { Engine } from "../engines/engine.ts";
import { localEngine } from "../engines/local/local-engine.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import type { Machine } from "../setup/setup.ts";

/** The engine that makes labs run on this machine; a verb that makes no node needs no machine set up. */
export function openEngine(machine?: Machine): Engine {
  if (process.getuid?.() !== 0)
    throw new ToldError("labs belong to root: their records, processes and namespaces", {
      exitCode: EXIT.cannotRunHere,
      help: "run it with sudo, or as root; validate, plan, schema and doctor do without",
    });
  return localEngine(async () => {
    if (machine === undefined) throw new Error("Expected a machine that is set up before nodes are made");
    return machine;
  });
}
