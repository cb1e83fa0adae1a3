import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { BenchContext, Suite } from "./context.ts";
import { measuredRow, type Row } from "./row.ts";
import { writeStar } from "./stars/tierlab.ts";
import { median } from "./statistics.ts";
import { launcher, timed } from "./timed.ts";

const ROUNDS = 7;
const MEMORY_AIM_MIB = 200;
const LIMIT = { timeoutMs: 60_000 };

interface Start {
  readonly what: string;
  readonly words: readonly string[];
  readonly aimMs: number | null;
  readonly memoryAimMiB: number | null;
}

/** The tool itself, without any lab: how long a person waits, and what it holds. */
export const startSuite: Suite = {
  title: "The command line",
  about: "--help, validate and plan of a lab of 1,000 nodes: time and peak memory",
  run: async (context) => {
    const star = await writeStar(1_000, context);
    const own = (what: string, args: readonly string[], aimMs: number): Start => ({
      what,
      words: [launcher(), ...args],
      aimMs,
      memoryAimMiB: MEMORY_AIM_MIB,
    });
    const starts = [
      { what: "node -e 0", words: ["node", "-e", "0"], aimMs: null, memoryAimMiB: null },
      own("tierlab --help", ["--help"], 150),
      own("tierlab validate lvs-dr", ["validate", "lvs-dr"], 400),
      own("tierlab plan, 1,000 nodes", ["plan", star], 1_000),
    ];
    const times = await timesOf(starts, context);
    const bare = median(times[0] ?? []);
    const rows: Row[] = [];
    for (const [index, start] of starts.entries()) {
      const samples = times[index] ?? [];
      const ratios = index === 0 ? [] : [{ to: "node -e 0", factor: median(samples) / bare }];
      rows.push(
        measuredRow({ suite: "start", what: start.what, unit: "ms", samples, aim: start.aimMs, ratios }),
      );
    }
    for (const start of starts) rows.push(await memoryRow(start, context));
    return rows;
  },
};

async function timesOf(starts: readonly Start[], context: BenchContext): Promise<number[][]> {
  const rounds = context.rounds ?? ROUNDS;
  const times: number[][] = starts.map(() => []);
  for (let round = 1; round <= rounds; round++) {
    context.say(`start, round ${round} of ${rounds}`);
    for (const [index, { words }] of starts.entries()) {
      times[index]?.push((await timed(context, words, LIMIT)).ms);
    }
  }
  return times;
}

/** In runs of its own, because the probe takes time. */
async function memoryRow({ what, words, memoryAimMiB }: Start, context: BenchContext): Promise<Row> {
  const file = join(context.folder, "memory");
  const probe = new URL("memory-probe.mjs", import.meta.url);
  const samples: number[] = [];
  for (let round = 0; round < 3; round++) {
    await timed(context, words, {
      ...LIMIT,
      env: { NODE_OPTIONS: `--import=${probe}`, TIERLAB_BENCH_MEMORY: file },
    });
    samples.push(Number(await readFile(file, "utf8")) / 1024);
  }
  return measuredRow({
    suite: "start",
    what: `${what}, peak memory`,
    unit: "MiB",
    samples,
    aim: memoryAimMiB,
  });
}
