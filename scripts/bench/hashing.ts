import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { movedByModulo } from "../checks/moved.ts";
import { EXIT } from "../exit-codes.ts";
import type { Report } from "../report/result.ts";
import type { BenchContext, Suite } from "./context.ts";
import { measuredRow, missingRow, type Row } from "./row.ts";
import { timedTierlab } from "./timed.ts";

const FLOWS = 100_000;
const SERVERS = [3, 5, 8, 10] as const;
const SCHEDULERS = ["mh", "sh", "rr"] as const;

/** The size of Maglev's table is the kernel's: the prime 4,093 by CONFIG_IP_VS_MH_TAB_INDEX=12, Debian's (net/netfilter/ipvs/ip_vs_mh.c). */
const TITLE = `Flows that move when one of N servers leaves: ${FLOWS.toLocaleString("en-US")} first packets, read back from the kernel's connection table (Maglev's has 4,093 places)`;

/** The same flows before and after: the director is started anew in between, so that its hash alone decides. */
export const hashingSuite: Suite = {
  title: TITLE,
  about: `how many of ${FLOWS.toLocaleString("en-US")} flows move when a server leaves: mh, sh, rr and a modulo`,
  makesLabs: true,
  onlyByName: true,
  async run(context) {
    const rows: Row[] = [];
    for (const servers of SERVERS) {
      for (const scheduler of SCHEDULERS) rows.push(await measure(servers, scheduler, context));
      const what = `N = ${servers}, modulo`;
      const samples = [100 * movedByModulo(servers)];
      rows.push(measuredRow({ suite: "hashing", what, unit: "percent", samples, note: "computed" }));
    }
    return rows;
  },
};

async function measure(servers: number, scheduler: string, context: BenchContext): Promise<Row> {
  const file = join(context.folder, `hashing-${servers}-${scheduler}.yaml`);
  await writeFile(file, hashingLab(servers, scheduler));
  const { stdout } = await timedTierlab(context, ["test", file, "--no-breaks", "--format", "json"], {
    timeoutMs: 300_000,
    outcomes: [EXIT.ok, EXIT.checkFailed, EXIT.cannotRunHere],
  });
  const check = (JSON.parse(stdout) as Report).labs[0]?.tests[0]?.checks[0];
  const share = /^([\d.]+)% of (\d+) flows$/.exec(check?.figure ?? "");
  context.say(`hashing, N = ${servers}, ${scheduler}: ${check?.figure ?? "nothing"}`);
  const row = { suite: "hashing", what: `N = ${servers}, ${scheduler}`, unit: "percent" } as const;
  if (share === null || check?.verdict === "not-measured")
    return missingRow({ ...row, note: check?.sentence ?? "the lab could not be tested", failed: true });
  return measuredRow({ ...row, samples: [Number(share[1])], note: `of ${share[2]} flows of the others` });
}

/** One director in front of so many web servers, of which the last one leaves while the director is started anew. */
export function hashingLab(servers: number, scheduler: string): string {
  return `lab: hashing-${servers}-${scheduler}
about: How many flows move when one of ${servers} web servers leaves, by scheduler ${scheduler}.
segments: { office: 198.18.0.0/24, dmz: 10.10.0.0/24 }
tiers:
  mob: { role: client, on: office, spoofs: 198.19.0.0/16 }
  edge: { role: router, on: [office, dmz], routing: kernel }
  lvs: { role: director, on: dmz }
  web: { role: nginx, on: dmz, count: ${servers} }
services:
  shop:
    vip: 10.10.0.100
    director: lvs
    mode: dr
    scheduler: ${scheduler}
    servers: web
    check: { http: /healthz, every: 200ms, timeout: 500ms }
tests:
  - id: moved
    claim: So many of the flows of the others move when a web server leaves.
    no-break: It is measured, not proven.
    send: { flows: shop, from: mob1, count: ${FLOWS}, for: 12s, again: 24s }
    timeline:
      - { at: 18s, kill: lvs1 }
      - { at: 18s, kill: web${servers} }
      - { at: 18500ms, start: lvs1 }
    expect:
      moved: { of: shop, without: web${servers}, at-most: 100% }
`;
}
