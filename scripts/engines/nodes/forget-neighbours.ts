import type { StaleNeighbours } from "../../../stacks/diff/stale-neighbours.ts";
import { outerFeatures } from "../../../stacks/guest/kernel-sides.ts";
import { shellCommand } from "../../../stacks/plan/shell-word.ts";
import { must } from "../../commands/command.ts";
import { allOf } from "./all-of.ts";
import { masterDoor, plannedNode } from "./door.ts";
import type { Reach } from "./reach.ts";

/** Lets nodes ask anew who holds an address, once all nodes have been changed. */
export async function forgetNeighbours(
  reach: Reach,
  stale: readonly StaleNeighbours[],
  signal: AbortSignal,
): Promise<void> {
  const names = [...new Set(stale.map(({ node }) => node))];
  await allOf(signal, names, async (name, stop) => {
    const devices = stale.filter(({ node }) => node === name).map(({ dev }) => dev);
    const script = devices.map((dev) => `${shellCommand(["ip", "neighbour", "flush", "dev", dev])}\n`);
    for (const where of knowing(reach, name)) {
      const door = masterDoor(reach, name, where);
      await must(`what ${name} knows of its neighbours`, door.words(["/bin/sh", "-s"], false), {
        env: door.environment,
        input: `set -e\n${script.join("")}`,
        signal: stop,
      });
    }
  });
}

/** Where the node asks by ARP: around its guest too, where the host's kernel sends for it. */
function knowing(reach: Reach, name: string): ("network" | "outer")[] {
  const outer = outerFeatures(plannedNode(reach, name), reach.nodeKernels[name] ?? "host");
  return outer.length > 0 ? ["network", "outer"] : ["network"];
}
