import type { PlannedPersistence, PlannedServer, PlannedService } from "./plan.ts";
import type { Family } from "./prefix.ts";

/** A service in one family of addresses: IPVS has one virtual server for each. */
export interface VirtualServer {
  readonly family: Family;
  readonly vip: string;
  readonly servers: readonly Omit<PlannedServer, "address6">[];
  readonly sorry: PlannedService["sorry"] | null;
  readonly persistence: PlannedPersistence | null;
}

/** The virtual servers of a service, IPv4 first. */
export function virtualServersOf(service: PlannedService): VirtualServer[] {
  const { vip, vip6, servers, sorry = null, persistence = null } = service;
  const inFamily6 = <T extends Pick<PlannedServer, "address6">>({ address6, ...server }: T) =>
    address6 === undefined ? [] : [{ ...server, address: address6 }];
  const ipv4 = {
    family: "ipv4" as const,
    vip,
    servers: servers.map(({ address6, ...server }) => server),
    sorry,
    persistence,
  };
  if (vip6 === undefined) return [ipv4];
  const [sorry6 = null] = sorry === null ? [] : inFamily6(sorry);
  return [
    ipv4,
    {
      family: "ipv6",
      vip: vip6,
      servers: servers.flatMap(inFamily6),
      sorry: sorry6,
      // Of IPv6 clients each address is its own.
      persistence: persistence && { ...persistence, mask: null },
    },
  ];
}
