import type { BenchContext, Suite } from "./context.ts";
import { figure } from "./markdown.ts";
import { measuredRow, missingRow, type Row } from "./row.ts";
import { settle } from "./settle.ts";
import { containerlab } from "./stars/containerlab.ts";
import { docker } from "./stars/docker.ts";
import { floor } from "./stars/floor.ts";
import { mininet } from "./stars/mininet.ts";
import type { StarMaker, StarRound } from "./stars/star.ts";
import { tierlab } from "./stars/tierlab.ts";
import { median, medianParts } from "./statistics.ts";
import { reasonOf } from "./timed.ts";

/** Ours first; ratios are to those after it. */
const MAKERS: readonly StarMaker[] = [tierlab, floor, mininet, docker, containerlab];

interface Measured {
  readonly maker: StarMaker;
  readonly rounds: StarRound[];
  lack: string | null;
  failed: boolean;
}

/** Plain nodes on one segment, up and down: by tierlab, and beside it whatever else can make such. */
export function starSuite(nodes: number, rounds: number, aim: { upMs: number; downMs: number }): Suite {
  const suite = `nodes-${nodes}`;
  return {
    title: `${nodes} plain nodes on one segment`,
    about: `${nodes} plain nodes up and down, beside the bare kernel and other tools`,
    run: async (context) => {
      const measured = await measure(suite, nodes, context.rounds ?? rounds, context);
      return [
        ...rowsOf(
          suite,
          "up",
          nodes,
          measured,
          aim.upMs,
          (round) => round.upMs,
          (round) => round.upParts,
        ),
        ...rowsOf(
          suite,
          "down",
          nodes,
          measured,
          aim.downMs,
          (round) => round.downMs,
          (round) => round.downParts,
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
  const fitting = MAKERS.filter(({ most }) => nodes <= most);
  const all: Measured[] = [];
  for (const maker of fitting) {
    all.push({ maker, rounds: [], lack: await maker.lack(context), failed: false });
  }
  for (let round = 1; round <= rounds; round++) {
    for (const one of all) {
      const most = nodes >= 200 ? (one.maker.fewRounds ?? rounds) : rounds;
      if (one.lack !== null || round > most) continue;
      await settle(context.signal);
      await measureOnce(one, nodes, context);
      const last = one.rounds.at(-1);
      const told =
        last === undefined ? one.lack : `up ${figure(last.upMs, "ms")}, down ${figure(last.downMs, "ms")}`;
      context.say(`${suite}, round ${round} of ${Math.min(most, rounds)}: ${one.maker.name} ${told}`);
    }
  }
  return all;
}

async function measureOnce(one: Measured, nodes: number, context: BenchContext): Promise<void> {
  try {
    one.rounds.push(await one.maker.round(nodes, context));
  } catch (error) {
    context.signal.throwIfAborted();
    one.lack = `failed: ${reasonOf(error)}`;
    one.failed = true;
  }
}

function rowsOf(
  suite: string,
  way: "up" | "down",
  nodes: number,
  measured: readonly Measured[],
  aim: number,
  msOf: (round: StarRound) => number,
  partsOf: (round: StarRound) => StarRound["upParts"],
): Row[] {
  const medians = measured.map(({ maker, rounds }) => ({ to: maker.name, ms: median(rounds.map(msOf)) }));
  return measured.map(({ maker, rounds, lack, failed }) => {
    const own = maker === tierlab;
    const head = {
      suite,
      what: `${nodes} nodes ${way}, ${maker.name}`,
      unit: "ms" as const,
      aim: own ? aim : null,
    };
    if (rounds.length === 0) return missingRow({ ...head, note: lack, failed });
    const mine = median(rounds.map(msOf));
    const ratios = medians
      .filter(({ to, ms }) => own && to !== maker.name && !Number.isNaN(ms))
      .map(({ to, ms }) => ({ to, factor: mine / ms }));
    const parts = medianParts(rounds.map(partsOf));
    return measuredRow({ ...head, samples: rounds.map(msOf), ratios, parts, note: lack, failed });
  });
}
