import { setTimeout as wait } from "node:timers/promises";
import { askDocker } from "./docker-client.ts";

const LONGEST_REMOVAL_MS = 120_000;
const LONGEST_CLEAR_MS = 30_000;
const LOOK_EVERY_MS = 200;

/**
 * Removes what a build of this name left in docker: containers that still build, its image, and the layers of a broken
 * build. What is left after half a minute is left to the next build.
 */
export async function clearDocker(name: string): Promise<void> {
  const label = `label=tierlab.build=${name}`;
  const deadline = performance.now() + LONGEST_CLEAR_MS;
  // A daemon that is told to end a build takes a while for it, and keeps the layers until then.
  for (;;) {
    const containers = await idsOf("container", label);
    if (containers.length > 0)
      await askDocker(["container", "rm", "--force", "--volumes", ...containers], LONGEST_REMOVAL_MS);
    await askDocker(["image", "rm", "--force", name], LONGEST_REMOVAL_MS);
    await askDocker(["image", "prune", "--force", "--filter", label], LONGEST_REMOVAL_MS);
    const left = [...(await idsOf("container", label)), ...(await idsOf("image", label))];
    if (left.length === 0 || performance.now() > deadline) return;
    await wait(LOOK_EVERY_MS);
  }
}

/** None where the daemon does not answer: then there is nothing that could be removed. */
async function idsOf(kind: "container" | "image", label: string): Promise<string[]> {
  const { stdout } = await askDocker([kind, "ls", "--all", "--quiet", "--filter", label]);
  return stdout.split("\n").filter((id) => id !== "");
}
