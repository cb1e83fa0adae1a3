import type { Lab } from "../lab/schema/lab.ts";
import { type Addresses, addressOn } from "./addresses.ts";
import { type Member, membersNamed } from "./member.ts";
import type { PlannedRoute } from "./plan.ts";
import { type Family, familyOf, isAddress, type Prefixes } from "./prefix.ts";
import type { Stray } from "./vips.ts";

/** One family of a lab: its members have no other segments than those with a prefix. */
export interface RoutingInput {
  readonly family: Family;
  readonly lab: Lab;
  readonly members: readonly Member[];
  readonly addresses: Addresses;
  readonly prefixes: Prefixes;
  readonly forwards: ReadonlySet<string>;
  /** What lies outside every segment: VIPs, and prefixes that a client spoofs. */
  readonly strays: readonly Stray[];
}

/** What a route can lead to: a segment, or addresses outside every segment. */
interface Destination {
  readonly prefix: string;
  readonly segment: string | null;
  /** The tier that knows the way by BGP, and has no other. */
  readonly learntBy?: string | undefined;
  /** How many forwarding nodes a packet crosses after this one; along next hops it falls, so there is no loop. */
  readonly distances: ReadonlyMap<string, number>;
}

/**
 * The routes of every node in one family: the shortest way over forwarding nodes to each prefix that is not its own, ties broken
 * by the order of the node's segments and then of the lab's nodes. Where one next hop serves all, a host gets a
 * default route; a router or guard gets each prefix. A `gateway` carries everything that is not directly connected.
 */
export function computeRoutes(input: RoutingInput): ReadonlyMap<string, readonly PlannedRoute[]> {
  const carriers = carriersBySegment(input);
  const destinations = destinationsOf(input, carriers);
  const ofHosts = new Map<string, readonly PlannedRoute[]>();
  return new Map(
    input.members.map((member) => {
      // Hosts of one tier sit on the same segments and are on nobody's way: one answer for all of them.
      const shared = !input.forwards.has(member.name) && !holdsStray(member, input);
      const cached = shared ? ofHosts.get(member.tier) : undefined;
      const routes = cached ?? routesOf(member, destinations, carriers, input);
      if (shared) ofHosts.set(member.tier, routes);
      return [member.name, routes];
    }),
  );
}

function routesOf(
  member: Member,
  destinations: readonly Destination[],
  carriers: ReadonlyMap<string, readonly Member[]>,
  input: RoutingInput,
): readonly PlannedRoute[] {
  const told = toldRoutes(member, destinations, carriers, input);
  const gateway = gatewayOf(member, destinations, carriers, input);
  const computed =
    gateway === undefined
      ? shortestRoutes(member, destinations, carriers, input)
      : [{ to: "default", via: gateway }];
  const overridden = new Set(told.map((route) => route.to));
  return [...computed.filter((route) => !overridden.has(route.to)), ...told];
}

function shortestRoutes(
  member: Member,
  destinations: readonly Destination[],
  carriers: ReadonlyMap<string, readonly Member[]>,
  input: RoutingInput,
): PlannedRoute[] {
  const routesTo = (some: readonly Destination[]) =>
    some.flatMap((destination): PlannedRoute[] => {
      const via = nextHop(member, destination, carriers, input.addresses);
      return via === undefined ? [] : [{ to: destination.prefix, via }];
    });
  const routes = routesTo(destinations);
  const toSegments = routesTo(destinations.filter(({ segment }) => segment !== null));
  const [first, ...others] = new Set((toSegments.length > 0 ? toSegments : routes).map(({ via }) => via));
  const oneGateway = first !== undefined && others.length === 0;
  const isRouter = member.spec.role === "router" || member.spec.role === "guard";
  // By default also to what no segment holds and routers know by BGP.
  return oneGateway && !isRouter
    ? [{ to: "default", via: first }, ...routes.filter(({ via }) => via !== first)]
    : routes;
}

function nextHop(
  member: Member,
  destination: Destination,
  carriers: ReadonlyMap<string, readonly Member[]>,
  addresses: Addresses,
): string | undefined {
  if (destination.learntBy === member.tier) return undefined;
  const own = destination.segment === null ? destination.distances.get(member.name) === 0 : false;
  if (own || (destination.segment !== null && member.segments.includes(destination.segment)))
    return undefined;
  let best: { readonly distance: number; readonly address: string } | undefined;
  for (const segment of member.segments) {
    for (const carrier of carriers.get(segment) ?? []) {
      const distance = destination.distances.get(carrier.name);
      if (carrier.name === member.name || distance === undefined) continue;
      if (best === undefined || distance < best.distance) {
        best = { distance, address: addressOn(addresses, carrier.name, segment) };
      }
    }
  }
  return best?.address;
}

/** The address of the node named as gateway; one that is not a neighbour is reached by the next hop towards it. */
function gatewayOf(
  member: Member,
  destinations: readonly Destination[],
  carriers: ReadonlyMap<string, readonly Member[]>,
  input: RoutingInput,
): string | undefined {
  const { gateway } = member.spec;
  return gateway === undefined ? undefined : hopTowards(gateway, member, destinations, carriers, input);
}

function toldRoutes(
  member: Member,
  destinations: readonly Destination[],
  carriers: ReadonlyMap<string, readonly Member[]>,
  input: RoutingInput,
): PlannedRoute[] {
  const ours = member.spec.routes.filter(({ to }) => familyOf(to) === input.family);
  return ours.flatMap(({ to, via }): PlannedRoute[] => {
    const address = isAddress(via) ? via : hopTowards(via, member, destinations, carriers, input);
    return address === undefined ? [] : [{ to: to.endsWith("/0") ? "default" : to, via: address }];
  });
}

function hopTowards(
  reference: string,
  member: Member,
  destinations: readonly Destination[],
  carriers: ReadonlyMap<string, readonly Member[]>,
  input: RoutingInput,
): string | undefined {
  const targets = membersNamed(reference, input.members).filter((target) => target.name !== member.name);
  for (const segment of member.segments) {
    const neighbour = targets.find((target) => target.segments.includes(segment));
    if (neighbour !== undefined) return addressOn(input.addresses, neighbour.name, segment);
  }
  const far = new Set(targets.flatMap((target) => target.segments));
  return destinations
    .filter(({ segment }) => segment !== null && far.has(segment))
    .map((destination) => nextHop(member, destination, carriers, input.addresses))
    .find((hop) => hop !== undefined);
}

function carriersBySegment({
  members,
  forwards,
  strays,
}: RoutingInput): ReadonlyMap<string, readonly Member[]> {
  const strayOwners = new Set(strays.map((stray) => stray.owner));
  const carriers = new Map<string, Member[]>();
  for (const member of members) {
    if (!forwards.has(member.name) && !strayOwners.has(member.name)) continue;
    for (const segment of member.segments) {
      carriers.set(segment, [...(carriers.get(segment) ?? []), member]);
    }
  }
  return carriers;
}

function destinationsOf(
  { members, prefixes, forwards, strays }: RoutingInput,
  carriers: ReadonlyMap<string, readonly Member[]>,
): Destination[] {
  const walk = (starts: readonly Member[]) => distancesFrom(starts, carriers, forwards);
  return [
    ...[...prefixes].map(([segment, prefix]) => ({
      prefix: prefix.text,
      segment,
      distances: walk((carriers.get(segment) ?? []).filter((carrier) => forwards.has(carrier.name))),
    })),
    ...strays.map(({ prefix, owner, learntBy }) => ({
      prefix,
      segment: null,
      learntBy,
      distances: walk(members.filter((member) => member.name === owner)),
    })),
  ];
}

/** Breadth first search from the nodes that deliver by themselves. */
function distancesFrom(
  starts: readonly Member[],
  carriers: ReadonlyMap<string, readonly Member[]>,
  forwards: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const distances = new Map(starts.map((start) => [start.name, 0]));
  const seen = new Set<string>();
  let edge = starts;
  for (let distance = 1; edge.length > 0; distance += 1) {
    const next: Member[] = [];
    for (const segment of edge.flatMap((member) => member.segments)) {
      if (seen.has(segment)) continue;
      seen.add(segment);
      for (const carrier of carriers.get(segment) ?? []) {
        if (distances.has(carrier.name) || !forwards.has(carrier.name)) continue;
        distances.set(carrier.name, distance);
        next.push(carrier);
      }
    }
    edge = next;
  }
  return distances;
}

function holdsStray(member: Member, { strays }: RoutingInput): boolean {
  return strays.some((stray) => stray.owner === member.name);
}
