import type { BenchContext, Suite } from "./context.ts";
import { figure } from "./markdown.ts";
import { measuredRow, missingRow, type Row } from "./row.ts";
import { settle } from "./settle.ts";
import { docker } from "./stars/docker.ts";
import { floor } from "./stars/floor.ts";
import { mininet } from "./stars/mininet.ts";
import type { StarMaker, StarRound } from "./stars/star.ts";
import { tierlab, tierlabContainerlab, tierlabDocker } from "./stars/tierlab.ts";
import { median, medianParts } from "./statistics.ts";
import { reasonOf } from "./timed.ts";

/** Ours first; its ratios are to those after it. */
const MAKERS: readonly StarMaker[] = [tierlab, floor, mininet, docker, tierlabDocker, tierlabContainerlab];
const OWN = tierlab.name;

const WAYS = ["up", "down"] as const;
type Way = (typeof WAYS)[number];

interface Measured {
  readonly maker: StarMaker;
  readonly rounds: StarRound[];
  /** Why it has no rounds, or no more of them. */
  lack: string | null;
  failed: boolean;
}

/** Plain nodes on one segment, up and down: by tierlab, and beside it by whatever else can make such here. Aims in milliseconds. */
export function starSuite(nodes: number, rounds: number, aims: Readonly<Record<Way, number>>): Suite {
  const suite = `nodes-${nodes}`;
  return {
    title: `${nodes.toLocaleString("en-US")} plain nodes on one segment`,
    about: `${nodes} plain nodes up and down, beside the bare kernel and other tools`,
    makesLabs: true,
    run: async (context) => {
      const all = await measure(suite, nodes, context.rounds ?? rounds, context);
      const measured = all.filter((one) => one.rounds.length > 0);
      const missing = all.filter((one) => one.rounds.length === 0);
      return [
        ...WAYS.flatMap((way) =>
          measured.map((one) => rowOf({ suite, nodes }, way, one, measured, aims[way])),
        ),
        ...missing.map(({ maker, lack, failed }) =>
          missingRow({ suite, what: `${nodes} nodes, ${maker.name}`, unit: "ms", note: lack, failed }),
        ),
      ];
    },
  };
}

/** In turns, so that what else the machine does meets all alike. */
async function measure(
  suite: string,
  nodes: number,
  rounds: number,
  context: BenchContext,
): Promise<Measured[]> {
  const all: Measured[] = [];
  for (const maker of MAKERS.filter(({ most }) => nodes <= most)) {
    all.push({ maker, rounds: [], lack: await maker.lack(context), failed: false });
  }
  for (let round = 1; round <= rounds; round++) {
    for (const one of all) {
      const most = nodes >= 200 ? Math.min(rounds, one.maker.fewRounds ?? rounds) : rounds;
      if (one.lack !== null || round > most) continue;
      await settle(context.signal);
      const told = await measureOnce(one, nodes, context);
      context.say(`${suite}, round ${round} of ${most}: ${one.maker.name} ${told}`);
    }
  }
  return all;
}

async function measureOnce(one: Measured, nodes: number, context: BenchContext): Promise<string> {
  try {
    const round = await one.maker.round(nodes, context);
    one.rounds.push(round);
    return `up ${figure(round.up.ms, "ms")}, down ${figure(round.down.ms, "ms")}`;
  } catch (error) {
    context.signal.throwIfAborted();
    one.lack = `failed: ${reasonOf(error)}`;
    one.failed = true;
    return one.lack;
  }
}

function rowOf(
  { suite, nodes }: { readonly suite: string; readonly nodes: number },
  way: Way,
  { maker, rounds, lack, failed }: Measured,
  all: readonly Measured[],
  aim: number,
): Row {
  const own = maker.name === OWN;
  const samples = rounds.map((round) => round[way].ms);
  const others = own ? all.filter((other) => other.maker.name !== OWN) : [];
  return measuredRow({
    suite,
    what: `${nodes} nodes ${way}, ${maker.name}`,
    unit: "ms",
    samples,
    aim: own ? aim : null,
    ratios: others.map((other) => ({
      to: other.maker.name,
      factor: median(samples) / median(other.rounds.map((round) => round[way].ms)),
    })),
    parts: medianParts(rounds.map((round) => round[way].parts ?? [])),
    note: lack,
    failed,
  });
}
