import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Suite } from "./context.ts";
import { measuredRow } from "./row.ts";
import { timedTierlab } from "./timed.ts";

/** The first set-up: node image and UML kernel from the package mirror into an empty cache. */
export const setupSuite: Suite = {
  title: "First set-up",
  about: "tierlab setup into an empty cache; loads the package mirror",
  onlyByName: true,
  run: async (context) => {
    const samples: number[] = [];
    for (let round = 1; round <= (context.rounds ?? 1); round++) {
      const cache = join(context.folder, "cache");
      context.say(`setup, round ${round}: an empty cache`);
      try {
        const { ms } = await timedTierlab(context, ["setup"], {
          timeoutMs: 900_000,
          env: { TIERLAB_CACHE: cache },
        });
        samples.push(ms);
      } finally {
        await rm(cache, { recursive: true, force: true });
      }
    }
    const note = "npm and Debian packages of the machine itself were there";
    return [
      measuredRow({
        suite: "setup",
        what: "tierlab setup, empty cache",
        unit: "ms",
        samples,
        aim: 120_000,
        note,
      }),
    ];
  },
};
