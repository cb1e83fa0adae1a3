import type { StaleNeighbours } from "../../../stacks/diff/stale-neighbours.ts";
import { shellCommand } from "../../../stacks/plan/shell-word.ts";
import { outerFeatures } from "../kernel-sides.ts";
import { allOf } from "./build.ts";
import { must } from "./command.ts";
import { masterDoor, plannedNode } from "./door.ts";
import type { LabRecord } from "./record.ts";

/** Lets nodes ask anew who holds an address, once all nodes have been changed. */
export async function forgetNeighbours(
  record: LabRecord,
  stale: readonly StaleNeighbours[],
  signal: AbortSignal,
): Promise<void> {
  const names = [...new Set(stale.map(({ node }) => node))];
  await allOf(signal, names, async (name, stop) => {
    const devices = stale.filter(({ node }) => node === name).map(({ dev }) => dev);
    const script = devices.map((dev) => `${shellCommand(["ip", "neighbour", "flush", "dev", dev])}\n`);
    for (const where of knowing(record, name)) {
      const door = masterDoor(record, name, where);
      await must(`what ${name} knows of its neighbours`, door.words(["/bin/sh", "-s"], false), {
        env: door.environment,
        input: `set -e\n${script.join("")}`,
        signal: stop,
      });
    }
  });
}

/** Where the node asks by ARP: around its guest too, where the host's kernel sends for it. */
function knowing(record: LabRecord, name: string): ("network" | "outer")[] {
  const outer = outerFeatures(plannedNode(record, name), record.nodeKernels[name] ?? "host");
  return outer.length > 0 ? ["network", "outer"] : ["network"];
}
