import * as z from "zod";
import { DROP_REASONS, type DropReason } from "../../../stacks/lab/schema/expectations/dropped.ts";
import type { Engine, RunningLab } from "../../engines/engine.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import type { DropReading } from "../observation.ts";
import { nothingToCancel, type Observer } from "./observer.ts";

/** What guards drop, by their counters. */
export const drops: Observer<"drops", "drops"> = {
  nothing: { drops: [] },
  async begin(needs, { engine, lab, signal }) {
    const watched = await Promise.all(needs.map(({ node }) => watchDrops(engine, lab, node, signal)));
    return {
      end: async () => ({ drops: (await Promise.all(watched.map((count) => count()))).flat() }),
      cancel: nothingToCancel,
    };
  },
};

/** Begins to count: the returned function ends it and gives what the guard dropped in between. */
export async function watchDrops(
  engine: Pick<Engine, "run">,
  lab: RunningLab,
  node: string,
  signal: AbortSignal,
): Promise<() => Promise<DropReading[]>> {
  const command = ["nft", "--json", "list", "counters", "table", "inet", "guard"];
  const read = async () => {
    const { exitCode, stdout, stderr } = await engine.run(lab, node, command, { signal });
    if (exitCode === 0) return parseDropCounters(stdout);
    throw new ToldError(`nft failed in ${node}: ${stderr.trim()}`, { exitCode: EXIT.cannotRunHere });
  };
  const before = await read();
  return async () => {
    const after = await read();
    return DROP_REASONS.map((by) => ({ node, by, packets: (after.get(by) ?? 0) - (before.get(by) ?? 0) }));
  };
}

const listing = z.object({
  nftables: z.array(z.object({ counter: z.object({ name: z.string(), packets: z.number() }).optional() })),
});

/** Packets by the counter's name, from `nft --json list counters`. */
export function parseDropCounters(text: string): Map<DropReason, number> {
  const { nftables } = listing.parse(JSON.parse(text));
  return new Map(
    DROP_REASONS.flatMap((reason) => {
      const found = nftables.find(({ counter }) => counter?.name === reason)?.counter;
      return found === undefined ? [] : [[reason, found.packets] as const];
    }),
  );
}
