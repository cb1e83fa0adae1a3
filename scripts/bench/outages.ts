import { EXIT } from "../exit-codes.ts";
import type { Report } from "../report/result.ts";
import type { BenchContext, Suite } from "./context.ts";
import { figure } from "./markdown.ts";
import { measuredRow, missingRow, type Row } from "./row.ts";
import { timedTierlab } from "./timed.ts";

const ROUNDS = 20;

/** How much longer than its computed bound an outage may be on a machine of two processors. */
const AIM = 1.2;

const CLAIMS = [
  { lab: "keepalived-ha", id: "vrrp", check: "outage", what: "master killed (VRRP)" },
  { lab: "keepalived-ha", id: "vrrp-graceful", check: "outage", what: "master stopped (VRRP)" },
  { lab: "bgp-ecmp", id: "ecmp-failover", check: "reroute", what: "director killed (BFD)" },
] as const;
type Claim = (typeof CLAIMS)[number];

/** One death after the other in a lab that stays up: how long each outage is, against the bound of its timers. */
export const outagesSuite: Suite = {
  title: `Outages, ${ROUNDS} deaths each, against the bound that the plan's timers give`,
  about: `how long VRRP and BFD take over ${ROUNDS} deaths, against the computed bound`,
  makesLabs: true,
  onlyByName: true,
  async run(context) {
    const rows: Row[] = [];
    for (const lab of new Set(CLAIMS.map((claim) => claim.lab))) {
      context.say(`outages: ${lab} up`);
      await timedTierlab(context, ["up", lab], { timeoutMs: 180_000 });
      try {
        for (const claim of CLAIMS.filter((one) => one.lab === lab)) rows.push(await series(claim, context));
      } finally {
        const lasting = { ...context, signal: AbortSignal.timeout(60_000) };
        await timedTierlab(lasting, ["down", lab], { timeoutMs: 60_000 });
      }
    }
    return rows;
  },
};

async function series(claim: Claim, context: BenchContext): Promise<Row> {
  const rounds = context.rounds ?? ROUNDS;
  const samples: number[] = [];
  let boundMs = 0;
  let unmeasured = 0;
  for (let round = 1; round <= rounds; round++) {
    const words = ["test", claim.lab, "--only", claim.id, "--no-breaks", "--format", "json"];
    const outcomes = [EXIT.ok, EXIT.checkFailed, EXIT.cannotRunHere];
    const { stdout } = await timedTierlab(context, words, { timeoutMs: 180_000, outcomes });
    const checks = (JSON.parse(stdout) as Report).labs[0]?.tests[0]?.checks ?? [];
    const found = checks.find(({ check }) => check === claim.check);
    const [, outage, bound] = /^([\d.]+) s of ([\d.]+) s$/.exec(found?.figure ?? "") ?? [];
    if (found?.verdict === "not-measured" || outage === undefined || bound === undefined) unmeasured += 1;
    else {
      samples.push(Number(outage) * 1_000);
      boundMs = Number(bound) * 1_000;
    }
    context.say(`${claim.id}, round ${round} of ${rounds}: ${found?.figure ?? "nothing"}`);
  }
  const row = { suite: "outages", what: claim.what, unit: "ms" } as const;
  const lost = unmeasured === 0 ? "" : `; ${unmeasured} rounds not measured: machine busy`;
  if (samples.length === 0) return missingRow({ ...row, note: `no round was measured${lost}` });
  const worst = Math.max(...samples) / boundMs;
  return measuredRow({
    ...row,
    samples,
    aim: AIM * boundMs,
    note: `bound ${figure(boundMs, "ms")}, the longest outage ${worst.toFixed(2)} of it${lost}`,
    failed: worst > AIM,
  });
}
