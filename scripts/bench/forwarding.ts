import { fileURLToPath } from "node:url";
import type { BenchContext, Suite } from "./context.ts";
import { figure } from "./markdown.ts";
import { measuredRow, type Row } from "./row.ts";
import { median } from "./statistics.ts";
import { timedTierlab } from "./timed.ts";
import { readWrk, wrkCommand } from "./wrk.ts";

const ROUNDS = 3;
const LABS = ["forwarding-dr.yaml", "forwarding-nat.yaml"].map((name) =>
  fileURLToPath(new URL(name, import.meta.url)),
);
const VIP = "10.10.0.100";

const WAYS = [
  { name: "straight", lab: "bench-forward-dr", throughVip: false },
  { name: "through DR", lab: "bench-forward-dr", throughVip: true },
  { name: "through NAT", lab: "bench-forward-nat", throughVip: true },
] as const;
const CONNECTIONS = ["kept", "new"] as const;

interface Series {
  readonly way: (typeof WAYS)[number];
  readonly connections: (typeof CONNECTIONS)[number];
  readonly perSecond: number[];
  errors: number;
}

/** Requests and connections a second from one client to one server: straight, and through a director. */
export const forwardingSuite: Suite = {
  title: "Forwarding: one client, one web server, wrk with 32 connections for 3 s",
  about: "requests and connections a second straight, through DR and through NAT",
  makesLabs: true,
  run: async (context) => {
    try {
      for (const lab of LABS) {
        context.say(`forward: ${lab.replace(/.*\//, "")} up`);
        await timedTierlab(context, ["up", lab], { timeoutMs: 120_000 });
      }
      const { web, directorOn } = await inspect(context);
      const series = await measure(web, context);
      return series.map((one) => rowOf(one, series, directorOn));
    } finally {
      const lasting = { ...context, signal: AbortSignal.timeout(60_000) };
      for (const lab of LABS) await timedTierlab(lasting, ["down", lab], { timeoutMs: 60_000 });
    }
  },
};

async function measure(web: string, context: BenchContext): Promise<Series[]> {
  const rounds = context.rounds ?? ROUNDS;
  const series = CONNECTIONS.flatMap((connections) =>
    WAYS.map((way): Series => ({ way, connections, perSecond: [], errors: 0 })),
  );
  for (let round = 1; round <= rounds; round++) {
    for (const one of series) {
      // With its port: the image has no /etc/services for wrk to look up "http" in.
      const url = `http://${one.way.throughVip ? VIP : web}:80/`;
      const words = ["exec", one.way.lab, "client1", "--", ...wrkCommand(url, one.connections)];
      const { perSecond, errors } = readWrk(
        (await timedTierlab(context, words, { timeoutMs: 30_000 })).stdout,
      );
      one.perSecond.push(perSecond);
      one.errors += errors;
      const told = `${one.way.name}, ${one.connections} connections: ${figure(perSecond, "per-second")}`;
      context.say(`forward, round ${round} of ${rounds}: ${told}`);
    }
  }
  return series;
}

function rowOf(one: Series, all: readonly Series[], directorOn: string): Row {
  const straight = all.find(({ way, connections }) => way === WAYS[0] && connections === one.connections);
  const counted = one.connections === "kept" ? "requests" : "connections";
  const own = median(one.perSecond);
  const notes = [
    ...(one.way === WAYS[0] ? [] : [`director on ${directorOn}`]),
    ...(one.errors === 0 ? [] : [`${one.errors} errors`]),
  ];
  return measuredRow({
    suite: "forward",
    what: `${counted}, ${one.way.name}`,
    unit: "per-second",
    samples: one.perSecond,
    ratios:
      one === straight || straight === undefined
        ? []
        : [{ to: "straight", factor: own / median(straight.perSecond) }],
    note: notes.length === 0 ? null : notes.join(", "),
  });
}

interface Inspected {
  readonly nodes: readonly {
    readonly name: string;
    readonly role: string;
    readonly kernel: string;
    readonly interfaces: readonly { readonly addresses: readonly string[] }[];
  }[];
}

async function inspect(context: BenchContext): Promise<{ web: string; directorOn: string }> {
  const words = ["inspect", WAYS[0].lab, "--json"];
  const { nodes } = JSON.parse(
    (await timedTierlab(context, words, { timeoutMs: 30_000 })).stdout,
  ) as Inspected;
  const web = nodes.find(({ role }) => role === "nginx")?.interfaces[0]?.addresses[0]?.split("/")[0];
  const kernel = nodes.find(({ role }) => role === "director")?.kernel;
  if (web === undefined || kernel === undefined) throw new Error("the lab has no web server or no director");
  return { web, directorOn: kernel === "uml" ? "User Mode Linux" : "the host's kernel" };
}
