import type {
  PlannedInterface,
  PlannedRoute,
  PlannedService,
  PlannedSourceNat,
  TranslatedServer,
} from "./plan.ts";
import { contains, familyOf, parseAddress, parsePrefix } from "./prefix.ts";

/**
 * The ports that connections of others get, and those that are left to the node's own: a health check that had a
 * client's port would be told from it by nothing. Linux gives its own connections no others unless told to
 * (Documentation/networking/ip-sysctl.rst, ip_local_port_range). The clients of a lab's traffic ask from ports above the
 * given ones, so that none is given the port that it came with.
 */
const GIVEN_PORTS = [1024, 9999] as const;
export const OWN_PORTS = [32_768, 60_999] as const;

export interface Translating {
  readonly directs: readonly PlannedService[];
  readonly interfaces: readonly PlannedInterface[];
  readonly routes: readonly PlannedRoute[];
}

/** What services of mode fullnat ask of their director: the servers of each interface see its address there. */
export function sourceNatOf({ directs, interfaces, routes }: Translating): PlannedSourceNat[] {
  const servers = directs.filter(({ mode }) => mode === "fullnat").flatMap(serversOf);
  return interfaces.flatMap(({ name, addresses: [own = ""] }): PlannedSourceNat[] => {
    const reached = servers.filter(({ address }) => wayTo(address, interfaces, routes) === name);
    if (reached.length === 0) return [];
    return [{ interface: name, address: bare(own), ports: GIVEN_PORTS, servers: onceEach(reached) }];
  });
}

/** The interface that the kernel would send to an address over: that of the longest prefix; none where it has no route. */
function wayTo(
  address: string,
  interfaces: readonly PlannedInterface[],
  routes: readonly PlannedRoute[],
): string | undefined {
  const target = parseAddress(address);
  const neighbours = (number: bigint) =>
    interfaces.find(({ addresses: [own = ""] }) => contains(parsePrefix(own), number))?.name;
  const [best] = routes
    .filter(({ via }) => familyOf(via) === familyOf(address))
    .map(({ to, via }) => ({ via, prefix: parsePrefix(to === "default" ? "0.0.0.0/0" : to) }))
    .filter(({ prefix }) => contains(prefix, target))
    .sort((a, b) => b.prefix.bits - a.prefix.bits);
  return neighbours(target) ?? (best && neighbours(parseAddress(best.via)));
}

function serversOf({ servers, sorry, protocol }: PlannedService): TranslatedServer[] {
  const all = sorry === undefined ? servers : [...servers, sorry];
  return all.map(({ node, address, port }) => ({ node, address, port, protocol }));
}

function onceEach(servers: readonly TranslatedServer[]): TranslatedServer[] {
  return [...new Map(servers.map((one) => [`${one.protocol} ${one.address}:${one.port}`, one])).values()];
}

function bare(cidr: string): string {
  return cidr.split("/")[0] ?? cidr;
}
