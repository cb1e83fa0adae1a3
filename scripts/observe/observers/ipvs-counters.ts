/** The counters that IPVS keeps for a virtual service and for all of a director's together. */
export interface IpvsCounters {
  readonly connections: number;
  readonly inPackets: number;
  readonly outPackets: number;
  readonly inBytes: number;
  readonly outBytes: number;
}

export const NO_COUNTS: IpvsCounters = {
  connections: 0,
  inPackets: 0,
  outPackets: 0,
  inBytes: 0,
  outBytes: 0,
};

/** Counters by protocol and socket, as in `TCP 10.0.0.1:80` or `UDP [2001:db8::1]:53`, from `ipvsadm -Ln --stats --exact`. */
export function parseServiceCounters(listing: string): Map<string, IpvsCounters> {
  const services = new Map<string, IpvsCounters>();
  for (const line of listing.split("\n")) {
    const [protocol, socket, ...numbers] = line.trim().split(/\s+/);
    if ((protocol === "TCP" || protocol === "UDP") && socket !== undefined)
      services.set(`${protocol} ${socket}`, countersOf(numbers.map(Number)));
  }
  return services;
}

/**
 * The sum over all processors of /proc/net/ip_vs_stats_percpu: what the kernel counted up to now for all virtual
 * services of a director, also of those that are gone. Unlike the counters of one service, which from Linux 6.2 on an
 * estimator refreshes every two seconds, these are read where they are counted (net/netfilter/ipvs/ip_vs_ctl.c).
 * Null where the text is not of that form.
 */
export function parseLiveCounters(text: string): IpvsCounters | null {
  const rows = text.split("\n").flatMap((line) => {
    const numbers = /^\s*[0-9a-f]+((\s+[0-9a-f]+){5})\s*$/i.exec(line)?.[1];
    return numbers === undefined ? [] : [numbers.trim().split(/\s+/)];
  });
  if (rows.length === 0) return null;
  return rows.map((row) => countersOf(row.map((number) => Number.parseInt(number, 16)))).reduce(plus);
}

/** What was counted between two readings; a counter that fell was started anew in between. */
export function countedSince(before: IpvsCounters, after: IpvsCounters): IpvsCounters {
  const restarted = COUNTERS.some((name) => after[name] < before[name]);
  return restarted ? after : combine(after, before, (a, b) => a - b);
}

export function sameCounters(a: IpvsCounters, b: IpvsCounters): boolean {
  return COUNTERS.every((name) => a[name] === b[name]);
}

const COUNTERS = ["connections", "inPackets", "outPackets", "inBytes", "outBytes"] as const;

function countersOf(numbers: readonly number[]): IpvsCounters {
  const [connections = 0, inPackets = 0, outPackets = 0, inBytes = 0, outBytes = 0] = numbers;
  return { connections, inPackets, outPackets, inBytes, outBytes };
}

export function plus(a: IpvsCounters, b: IpvsCounters): IpvsCounters {
  return combine(a, b, (x, y) => x + y);
}

function combine(a: IpvsCounters, b: IpvsCounters, by: (a: number, b: number) => number): IpvsCounters {
  return {
    connections: by(a.connections, b.connections),
    inPackets: by(a.inPackets, b.inPackets),
    outPackets: by(a.outPackets, b.outPackets),
    inBytes: by(a.inBytes, b.inBytes),
    outBytes: by(a.outBytes, b.outBytes),
  };
}
