import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { TARGETS } from "../../stacks/emit/targets.ts";
import type { Suite } from "./context.ts";
import { measuredRow } from "./row.ts";
import { timedTierlab } from "./timed.ts";

const ROUNDS = 5;
const AIM_MS = 3_000;

/** A lab of 500 nodes as each other tool reads it, written into a folder: whole processes, from start to exit. */
export const emitSuite: Suite = {
  title: "A lab of 500 nodes for other tools",
  about: "emit a lab of 500 nodes for each tool that there is",
  run: async (context) => {
    const file = join(context.folder, "bench-farm.yaml");
    await writeFile(file, FARM);
    const rounds = context.rounds ?? ROUNDS;
    const samples = new Map(Object.keys(TARGETS).map((target) => [target, [] as number[]]));
    for (let round = 1; round <= rounds; round++) {
      context.say(`emit, round ${round} of ${rounds}`);
      for (const [target, times] of samples) {
        const out = join(context.folder, `emit-${target}-${round}`);
        // A kernel with IPVS is what every target takes.
        const words = ["emit", file, "--to", target, "--node-kernel", "host", "--out", out];
        times.push((await timedTierlab(context, words, { timeoutMs: 60_000 })).ms);
      }
    }
    return [...samples].map(([target, times]) =>
      measuredRow({
        suite: "emit",
        what: `emit --to ${target}, 500 nodes`,
        unit: "ms",
        samples: times,
        aim: AIM_MS,
      }),
    );
  },
};

/** 500 nodes of several roles. */
export const FARM = `lab: bench-farm
about: 500 nodes of several roles, to measure what describing them costs.
segments: { office: 198.18.0.0/20, dmz: 10.10.0.0/20, apps: 10.20.0.0/20 }
tiers:
  client: { role: client, on: office, count: 97 }
  edge: { role: router, on: [office, dmz] }
  lvs: { role: director, on: dmz, count: 2, vrrp: { advert: 1s } }
  web: { role: nginx, on: [dmz, apps], count: 200, upstream: app }
  app: { role: tomcat, on: apps, count: 200 }
services:
  shop: { vip: 10.10.15.200, port: 80, director: lvs, mode: dr, servers: web, check: { http: /healthz } }
`;
