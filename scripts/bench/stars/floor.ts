import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { inThrowAwayNamespaces } from "./namespaced.ts";
import { timedStand } from "./stand.ts";
import type { StarMaker } from "./star.ts";

const PROGRAM = fileURLToPath(new URL("star-by-kernel.pl", import.meta.url));

/** The bare kernel: a clone with namespaces and a veth a node, and nothing else. */
export const floor: StarMaker = {
  name: "kernel floor",
  most: 1_000,
  lack: async () => null,
  round: async (nodes, context) => {
    const words = ["perl", PROGRAM, String(nodes), String(availableParallelism())];
    return timedStand(context, inThrowAwayNamespaces(words), 60_000);
  },
};
