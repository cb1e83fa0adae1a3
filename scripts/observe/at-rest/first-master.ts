import type { PlannedService, PlannedVrrp } from "../../../stacks/plan/plan.ts";
import type { Engine, RunningLab } from "../../engines/engine.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { poll } from "../poll.ts";

/** keepalived takes a second or two to start, and an election four adverts. */
const ELECTED_WITHIN_MS = 15_000;
const ELECTION_ADVERTS = 8;
const LOOK_EVERY_MS = 50;

/**
 * Resolves once of every virtual router the first director is the master and all others stand by, so that a timeline
 * can name the master. One that does not yield by itself is told to by a restart of its keepalived: with `preempt: false` at
 * once, else after the time of an election (keepalived 2.3 was once seen to keep its VIP beside the new master).
 */
export async function firstIsMaster(
  engine: Pick<Engine, "run">,
  lab: RunningLab,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(virtualRouters(lab).map((router) => elect(engine, lab, router, signal)));
}

interface VirtualRouter {
  readonly vrrp: PlannedVrrp;
  readonly vip: string;
  readonly directors: readonly string[];
}

/** A sync group moves all VIPs of a tier together, so one of them tells of all. */
function virtualRouters({ plan }: RunningLab): VirtualRouter[] {
  const routers = plan.services.flatMap(({ vrrp, vip, directors }: PlannedService) =>
    vrrp === undefined ? [] : [[directors[0] ?? "", { vrrp, vip, directors }] as const],
  );
  return [...new Map(routers).values()];
}

async function elect(
  engine: Pick<Engine, "run">,
  lab: RunningLab,
  { vrrp, vip, directors }: VirtualRouter,
  signal: AbortSignal,
): Promise<void> {
  const told = new Set<string>();
  const yieldsWithinMs = vrrp.preempt ? ELECTION_ADVERTS * vrrp.advertMs : 0;
  let intrusionBegan = performance.now();
  const look = async () => {
    const states = await Promise.all(
      directors.map(async (node) => {
        const { stdout } = await engine.run(lab, node, ["/bin/sh", "-c", TELL], { signal });
        return { node, ...stateIn(stdout, vip) };
      }),
    );
    const intruder = states.find(({ node, isMaster }) => isMaster && node !== directors[0]);
    const mustBeTold = performance.now() - intrusionBegan >= yieldsWithinMs;
    if (intruder !== undefined && mustBeTold && !told.has(intruder.node)) {
      told.add(intruder.node);
      const restart = ["sv", "-w", "20", "force-restart", "/run/service/keepalived"];
      await engine.run(lab, intruder.node, restart, { timeoutMs: 25_000, signal });
    }
    if (intruder === undefined) {
      told.clear();
      intrusionBegan = performance.now();
    }
    return states;
  };
  type States = Awaited<ReturnType<typeof look>>;
  const isElected = (states: States) =>
    states.every(
      ({ node, isMaster, pool, sync }) =>
        isMaster === (node === directors[0]) &&
        pool > 0 &&
        (!vrrp.sync || sync === (isMaster ? "master" : "backup")),
    );
  const deadlineMs = ELECTED_WITHIN_MS + ELECTION_ADVERTS * vrrp.advertMs;
  const last = await poll(look, isElected, { everyMs: LOOK_EVERY_MS, deadlineMs, signal });
  if (isElected(last)) return;
  const masters = last.flatMap(({ node, isMaster }) => (isMaster ? [node] : []));
  throw new ToldError(
    `${directors[0] ?? ""} did not become the master of ${vip} within ${deadlineMs / 1000} s: ${masters.length === 0 ? "nobody" : masters.join(" and ")} is it`,
    { exitCode: EXIT.cannotRunHere },
  );
}

const TELL = "ip -brief address; ipvsadm -Ln; ipvsadm -L --daemon";

/** What a director says of itself: whether it has the VIP, how many servers its IPVS has, and which sync daemon runs. */
export function stateIn(
  text: string,
  vip: string,
): { readonly isMaster: boolean; readonly pool: number; readonly sync: "master" | "backup" | null } {
  const words = text.split(/\s+/);
  const role = /^(master|backup) sync daemon/m.exec(text)?.[1];
  return {
    isMaster: words.includes(`${vip}/32`),
    pool: text.match(/^\s+-> \d/gm)?.length ?? 0,
    sync: role === "master" || role === "backup" ? role : null,
  };
}
