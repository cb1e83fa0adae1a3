import { setTimeout as wait } from "node:timers/promises";
import { execa } from "execa";
import { floodProgram } from "../traffic/program.ts";
import type { BenchContext, Suite } from "./context.ts";
import { measuredRow, type Row } from "./row.ts";
import { median } from "./statistics.ts";
import { launcher, timedTierlab } from "./timed.ts";

const LAB = "syn-guard";
const VIP = "10.10.0.100";
const ROUNDS = 3;
const PACKETS = 30_000;
const SECONDS = 3;

/** What a good client notices of a SYN flood that a guard stands against, and what the servers do. */
export const floodSuite: Suite = {
  title: `SYN flood of ${PACKETS.toLocaleString("en-US")} packets in ${SECONDS} s against a guarded service`,
  about: "latency of good requests with and without a SYN flood, and half-open connections at the servers",
  makesLabs: true,
  onlyByName: true,
  async run(context) {
    const rounds = context.rounds ?? ROUNDS;
    const program = await floodProgram();
    await timedTierlab(context, ["up", LAB], { timeoutMs: 120_000 });
    try {
      const quiet: Latency[] = [];
      const flooded: Latency[] = [];
      let halfOpen = 0;
      for (let round = 1; round <= rounds; round++) {
        quiet.push(await latency(context));
        const flood = startFlood(program, context);
        try {
          await wait(300, undefined, { signal: context.signal });
          flooded.push(await latency(context));
          halfOpen = Math.max(halfOpen, await halfOpenAt(context));
        } finally {
          flood.kill("SIGKILL");
        }
        context.say(
          `flood, round ${round} of ${rounds}: ${quiet.at(-1)?.median} ms, ${flooded.at(-1)?.median} ms flooded`,
        );
      }
      return [
        ...rowsOf("without a flood", quiet, []),
        ...rowsOf("during the flood", flooded, quiet, halfOpen),
      ];
    } finally {
      const lasting = { ...context, signal: AbortSignal.timeout(60_000) };
      await timedTierlab(lasting, ["down", LAB], { timeoutMs: 60_000 });
    }
  },
};

/** Of requests on connections of their own, milliseconds. */
interface Latency {
  readonly median: number;
  readonly most: number;
  readonly failed: number;
}

const REQUESTS = 60;

/** Requests by the client's curl, at a pace below the guard's own limit. */
async function latency(context: BenchContext): Promise<Latency> {
  const script = `for i in $(seq ${REQUESTS}); do curl -so /dev/null -m 1 -w '%{http_code} %{time_total}\\n' http://${VIP}/; sleep 0.02; done`;
  const words = ["exec", LAB, "client1", "--", "sh", "-c", script];
  const { stdout } = await timedTierlab(context, words, { timeoutMs: 120_000 });
  const answers = stdout
    .trim()
    .split("\n")
    .map((line) => line.split(" "));
  const times = answers.filter(([code]) => code === "200").map(([, seconds]) => 1_000 * Number(seconds));
  return {
    median: median(times),
    most: Math.max(...times),
    failed: answers.length - times.length,
  };
}

function startFlood(program: string, { env, signal }: BenchContext) {
  const first = (198 * 256 + 19) * 65_536;
  const numbers = [80, first, 65_536, PACKETS, SECONDS, 0, 0].map(String);
  const words = ["exec", LAB, "mob1", "--", "perl", "-e", program, VIP, ...numbers];
  const child = execa(launcher(), words, {
    env: { ...env },
    cancelSignal: signal,
    reject: false,
    stdin: "pipe",
    timeout: 60_000,
  });
  child.stdin?.write("go\n");
  return child;
}

async function halfOpenAt(context: BenchContext): Promise<number> {
  const words = ["exec", LAB, "web1", "--", "ss", "-Htn", "state", "syn-recv"];
  const { stdout } = await timedTierlab(context, words, { timeoutMs: 30_000 });
  return stdout.split("\n").filter((line) => line.trim() !== "").length;
}

function rowsOf(when: string, own: readonly Latency[], beside: readonly Latency[], halfOpen?: number): Row[] {
  const failed = own.reduce((sum, one) => sum + one.failed, 0);
  const served = `${own.length * REQUESTS - failed} of ${own.length * REQUESTS} requests served`;
  const note = halfOpen === undefined ? served : `${served}, half-open at a server ${halfOpen}`;
  const factor = median(own.map((one) => one.median)) / median(beside.map((one) => one.median));
  const ratios = beside.length === 0 ? [] : [{ to: "without", factor }];
  return [
    measuredRow({
      suite: "flood",
      what: `latency ${when}, median`,
      unit: "latency-ms",
      samples: own.map((one) => one.median),
      ratios,
      note,
      failed: failed > 0 || (halfOpen ?? 0) > 0,
    }),
    measuredRow({
      suite: "flood",
      what: `latency ${when}, largest`,
      unit: "latency-ms",
      samples: own.map(({ most }) => most),
    }),
  ];
}
