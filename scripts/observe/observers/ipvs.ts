import type { Plan } from "../../../stacks/plan/plan.ts";
import { socketText } from "../../../stacks/plan/socket-text.ts";
import { vipsOf } from "../../../stacks/plan/vips-of.ts";
import type { Engine, RunningLab } from "../../engines/engine.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import type { IpvsReading } from "../observation.ts";
import { poll } from "../poll.ts";
import {
  countedSince,
  type IpvsCounters,
  NO_COUNTS,
  parseLiveCounters,
  parseServiceCounters,
  plus,
  sameCounters,
} from "./ipvs-counters.ts";
import { nothingToCancel, type Observer } from "./observer.ts";

/** Live counters stand still for this long once the last packets have passed; those of a service are refreshed every 2 s. */
const LIVE = { everyMs: 40, deadlineMs: 2_000 } as const;
const REFRESHED = { everyMs: 2_300, deadlineMs: 12_000 } as const;

/** The counters of virtual services. */
export const ipvs: Observer<"ipvs", "ipvs"> = {
  nothing: { ipvs: [] },
  async begin(needs, { engine, lab, signal }) {
    const watched = await Promise.all(needs.map((need) => watchIpvs(engine, lab, need, signal)));
    return {
      end: async () => ({ ipvs: await Promise.all(watched.map((count) => count())) }),
      cancel: nothingToCancel,
    };
  },
};

export interface IpvsQuestion {
  readonly director: string;
  readonly service: string;
}

/** Begins to count: the returned function ends it and gives what IPVS counted in between, once the counters stand still. */
export async function watchIpvs(
  engine: Pick<Engine, "run">,
  lab: RunningLab,
  question: IpvsQuestion,
  signal: AbortSignal,
): Promise<() => Promise<IpvsReading>> {
  const read = await readerFor(engine, lab, question, signal);
  const before = await read();
  return async () => ({ ...question, ...countedSince(before, await read()) });
}

type Read = () => Promise<IpvsCounters>;

/**
 * A director's only service has, in both families together, the director's live counters, which are exact at once. Where there are
 * several, each has only its own, and one must wait for the kernel to refresh them.
 */
async function readerFor(
  engine: Pick<Engine, "run">,
  lab: RunningLab,
  { director, service }: IpvsQuestion,
  signal: AbortSignal,
): Promise<Read> {
  const settled = (read: Read, pace: typeof LIVE | typeof REFRESHED) => () =>
    poll(read, (now, before) => before !== undefined && sameCounters(now, before), { ...pace, signal });
  const isOnly = servicesOf(director, lab.plan).length === 1;
  const live = async () =>
    parseLiveCounters(
      (await engine.run(lab, director, ["cat", "/proc/net/ip_vs_stats_percpu"], { signal })).stdout,
    );
  if (isOnly && (await live()) !== null) return settled(async () => (await live()) ?? NO_COUNTS, LIVE);
  const sockets = socketsOf(service, lab.plan);
  return settled(async () => {
    const listing = await engine.run(lab, director, ["ipvsadm", "-Ln", "--stats", "--exact"], { signal });
    if (listing.exitCode !== 0)
      throw new ToldError(`ipvsadm failed in ${director}: ${listing.stderr.trim()}`, {
        exitCode: EXIT.cannotRunHere,
      });
    const counters = parseServiceCounters(listing.stdout);
    return sockets.map((socket) => counters.get(socket) ?? NO_COUNTS).reduce(plus, NO_COUNTS);
  }, REFRESHED);
}

function servicesOf(director: string, plan: Plan): Plan["services"] {
  return plan.services.filter((service) => service.directors.includes(director));
}

/** One a family. */
function socketsOf(name: string, plan: Plan): string[] {
  const service = plan.services.find((candidate) => candidate.name === name);
  return service === undefined
    ? []
    : vipsOf(service).map((vip) => `${service.protocol.toUpperCase()} ${socketText(vip, service.port)}`);
}
