import type { StaleNeighbours } from "../../../stacks/diff/stale-neighbours.ts";
import { shellCommand } from "../../../stacks/plan/shell-word.ts";
import { allOf } from "./build.ts";
import { must } from "./command.ts";
import { masterDoor } from "./door.ts";
import type { LabRecord } from "./record.ts";

/** Lets nodes ask anew who holds an address, once all nodes have been changed. */
export async function forgetNeighbours(
  record: LabRecord,
  stale: readonly StaleNeighbours[],
  signal: AbortSignal,
): Promise<void> {
  const names = [...new Set(stale.map(({ node }) => node))];
  await allOf(signal, names, async (name, stop) => {
    const door = masterDoor(record, name);
    const devices = stale.filter(({ node }) => node === name).map(({ dev }) => dev);
    const script = devices.map((dev) => `${shellCommand(["ip", "neighbour", "flush", "dev", dev])}\n`);
    await must(`what ${name} knows of its neighbours`, door.words(["/bin/sh", "-s"], false), {
      env: door.environment,
      input: `set -e\n${script.join("")}`,
      signal: stop,
    });
  });
}
