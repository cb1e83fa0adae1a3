import type { LiveNode, LiveNodes } from "../../stacks/emit/graph/picture.ts";
import type { PlannedService } from "../../stacks/plan/plan.ts";
import { socketText } from "../../stacks/plan/socket-text.ts";
import type { Engine, RunningLab } from "../engines/engine.ts";
import { ipvsPool, proxyPool } from "./pool-tables.ts";

/**
 * How each node of a running lab is: whether it runs, whether it is the master of its virtual router, and which
 * services' directors give it nothing. What a director that does not answer would say is left open.
 */
export async function nodeStates(
  engine: Pick<Engine, "observe" | "run">,
  lab: RunningLab,
  signal: AbortSignal,
): Promise<LiveNodes> {
  const seen = await Promise.all(
    lab.plan.nodes.map(async ({ name, daemons }) => ({
      name,
      daemons,
      // A node that does not answer is dead, whatever the reason.
      state: await engine.observe(lab, name).catch(() => null),
    })),
  );
  const alive = new Set(seen.flatMap(({ name, state }) => (state === null ? [] : [name])));
  const pools = await Promise.all(
    lab.plan.services.map((service) => poolOf(engine, lab, service, alive, signal)),
  );
  return Object.fromEntries(
    seen.map(({ name, daemons, state }): [string, LiveNode] => {
      if (state === null) return [name, { runs: false }];
      const addresses = Object.values(state.addresses).flat();
      const stopped = daemons.map((daemon) => daemon.name).filter((one) => !state.daemons.includes(one));
      const shared = lab.plan.services.filter(
        ({ vrrp, directors }) => vrrp !== undefined && directors.includes(name),
      );
      const outOf = lab.plan.services.flatMap(({ name: service, servers }, index) => {
        const server = servers.find(({ node }) => node === name);
        const pool = pools[index] ?? null;
        if (server === undefined || pool === null) return [];
        const isIn = pool.has(name) || pool.has(socketText(server.address, server.port));
        return isIn ? [] : [service];
      });
      return [
        name,
        {
          runs: true,
          ...(shared.length > 0 ? { master: shared.some(({ vip }) => addresses.includes(`${vip}/32`)) } : {}),
          ...(outOf.length > 0 ? { outOf } : {}),
          ...(stopped.length > 0 ? { stopped } : {}),
        },
      ];
    }),
  );
}

/** The servers that any living director of a service gives something to; null where none tells. */
async function poolOf(
  engine: Pick<Engine, "run">,
  lab: RunningLab,
  service: PlannedService,
  alive: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | null> {
  const isProxy = service.mode === "proxy";
  const question = isProxy ? ["chpst", "-u", "haproxy", "perl", "-e", ASK] : ["ipvsadm", "-Ln"];
  const told = await Promise.all(
    service.directors
      .filter((director) => alive.has(director))
      .map(async (director) => {
        const { exitCode, stdout } = await engine.run(lab, director, question, { signal });
        if (exitCode !== 0) return null;
        return isProxy ? proxyPool(stdout, service.name) : ipvsPool(stdout, service);
      }),
  );
  const pools = told.filter((pool) => pool !== null);
  return pools.length === 0 ? null : new Set(pools.flat());
}

const ASK = `
use IO::Socket::UNIX;
my $haproxy = IO::Socket::UNIX->new(Peer => "/run/haproxy/admin.sock") or die "haproxy: $!\\n";
print $haproxy "show stat\\n";
print <$haproxy>;
`;
