import type { Plan, PlannedNode, PlannedService } from "../../plan/plan.ts";
import { contains, parseAddress, parsePrefix } from "../../plan/prefix.ts";
import type { Hop, Way } from "./picture.ts";
import { type NodeHop, type Walker, walkerOf } from "./walk.ts";

/**
 * The ways of all requests that clients of a lab can make: to each service, and to each tier that passes requests on
 * without being asked by another one. They are those of the plan's routes and forwarding modes, for the first node of
 * each tier; a way that leads nowhere is left out.
 */
export function waysOf(plan: Plan): Way[] {
  const walker = walkerOf(plan);
  const clients = firstOfTiers(
    plan.nodes.filter(({ role, spoofs }) => role === "client" && spoofs === undefined),
  );
  const fronts = firstOfTiers(plan.nodes.filter((node) => isAskedDirectly(node, plan)));
  return clients.flatMap((client) => [
    ...plan.services
      .filter((service) => isNearest(client, service, plan))
      .flatMap((service) => wayTo(client, service.name, roundTripToService(client, service, plan, walker))),
    ...fronts
      .filter((front) => sharesSiteWithAService(client, front, plan))
      .flatMap((front) => wayTo(client, front.tier, roundTripToFront(client, front, plan, walker))),
  ]);
}

interface RoundTrip {
  readonly request: readonly NodeHop[];
  readonly reply: readonly NodeHop[];
}

function wayTo(client: PlannedNode, to: string, trips: readonly RoundTrip[]): Way[] {
  const open = trips.filter(({ request }) => !request.some((hop) => refuses(hop.to, client)));
  if (open.length === 0) return [];
  const hopsOf = (direction: keyof RoundTrip) => unique(open.flatMap((trip) => trip[direction].map(tierHop)));
  // A tier of many nodes may stand on a way that leads from one of its nodes to another.
  const between = (hops: readonly Hop[]) => hops.filter(({ from, to }) => from !== to);
  return [{ to, clients: client.tier, request: between(hopsOf("request")), reply: between(hopsOf("reply")) }];
}

/** From a client over the director to each tier of servers and what these ask in turn, and back. */
function roundTripToService(
  client: PlannedNode,
  service: PlannedService,
  plan: Plan,
  walker: Walker,
): RoundTrip[] {
  const arrived = walker.walk(client, service.vip, ({ name }) => service.directors.includes(name));
  const director = arrived?.at(-1)?.to;
  if (arrived === null || director === undefined) return [];
  const leaves = client.interfaces.find(({ segment }) => segment === arrived[0]?.segment);
  const home = leaves?.addresses[0]?.split("/")[0] ?? addressOf(client);
  return serversOf(service, plan).flatMap(({ node, address }) => {
    const given = handedOn(director, node, address, service, walker);
    const replied = repliedBy(node, director, home, service, walker);
    if (given === null || replied === null) return [];
    const further = roundTripBehind(node, plan, walker, new Set([node.tier]));
    return [{ request: [...arrived, ...given, ...further.request], reply: [...further.reply, ...replied] }];
  });
}

function handedOn(
  director: PlannedNode,
  server: PlannedNode,
  address: string,
  { mode }: PlannedService,
  walker: Walker,
): NodeHop[] | null {
  if (mode !== "dr") return walker.walk(director, address);
  const hop = walker.direct(director, server);
  return hop === null ? null : [hop];
}

/** By fullnat and proxy the server answers the director, by the others the client: then its routes decide. */
function repliedBy(
  server: PlannedNode,
  director: PlannedNode,
  client: string,
  { mode }: PlannedService,
  walker: Walker,
): NodeHop[] | null {
  if (mode !== "fullnat" && mode !== "proxy") return walker.walk(server, client);
  const back = walker.walk(director, addressOf(server))?.[0]?.segment;
  const face = director.interfaces.find(({ segment }) => segment === back)?.addresses[0]?.split("/")[0];
  const toDirector = face === undefined ? null : walker.walk(server, face);
  const toClient = walker.walk(director, client);
  return toDirector === null || toClient === null ? null : [...toDirector, ...toClient];
}

function roundTripToFront(client: PlannedNode, front: PlannedNode, plan: Plan, walker: Walker): RoundTrip[] {
  const near = nearAddress(client, front);
  const arrived = walker.walk(client, near);
  const replied = walker.walk(front, addressOf(client));
  if (arrived === null || replied === null) return [];
  const further = roundTripBehind(front, plan, walker, new Set([front.tier]));
  return [{ request: [...arrived, ...further.request], reply: [...further.reply, ...replied] }];
}

/** What a server asks of others to answer, and their answers, each to its own asker. */
function roundTripBehind(
  node: PlannedNode,
  plan: Plan,
  walker: Walker,
  seen: ReadonlySet<string>,
): RoundTrip {
  const origin = plan.services.find(({ name }) => name === node.fetchesFrom);
  const fetched = origin === undefined ? [] : roundTripToService(node, origin, plan, walker);
  const passed = (node.passesTo ?? []).flatMap((tier) => {
    const upstream = plan.nodes.find((other) => other.tier === tier);
    if (upstream === undefined || seen.has(tier)) return [];
    const there = walker.walk(node, nearAddress(node, upstream));
    const back = walker.walk(upstream, nearAddress(upstream, node));
    if (there === null || back === null) return [];
    const further = roundTripBehind(upstream, plan, walker, new Set([...seen, tier]));
    return [{ request: [...there, ...further.request], reply: [...further.reply, ...back] }];
  });
  const all = [...fetched, ...passed];
  return {
    request: all.flatMap(({ request }) => request),
    reply: all.flatMap(({ reply }) => reply),
  };
}

/** One server of each tier, which stands for all of them. */
function serversOf({ servers }: PlannedService, plan: Plan): { node: PlannedNode; address: string }[] {
  const byTier = new Map<string, { node: PlannedNode; address: string }>();
  for (const { node: name, address } of servers) {
    const node = plan.nodes.find((other) => other.name === name);
    if (node !== undefined && !byTier.has(node.tier)) byTier.set(node.tier, { node, address });
  }
  return [...byTier.values()];
}

function isAskedDirectly(node: PlannedNode, plan: Plan): boolean {
  if (node.passesTo === undefined && node.fetchesFrom === undefined) return false;
  const served = plan.services.some(({ servers, sorry }) =>
    [...servers.map((server) => server.node), sorry?.node].includes(node.name),
  );
  return !served && !plan.nodes.some(({ passesTo }) => passesTo?.includes(node.tier));
}

/** Where names lead each region to its own site, nobody is drawn going to another one's. */
function isNearest(client: PlannedNode, { name }: PlannedService, { names }: Plan): boolean {
  const answers = (names ?? []).flatMap((one) => one.answers);
  const own = answers.filter(({ whose }) => whose === name);
  if (own.length === 0 || answers.every(({ clients }) => clients.length === 0)) return true;
  const address = parseAddress(addressOf(client));
  return own.some(({ clients }) => clients.some((prefix) => contains(parsePrefix(prefix), address)));
}

function sharesSiteWithAService(client: PlannedNode, front: PlannedNode, plan: Plan): boolean {
  const service = plan.services.find(({ name }) => name === front.fetchesFrom);
  return service === undefined || isNearest(client, service, plan);
}

function refuses({ refuses: prefixes = [] }: PlannedNode, client: PlannedNode): boolean {
  return prefixes.some((prefix) => contains(parsePrefix(prefix), parseAddress(addressOf(client))));
}

function addressOf({ interfaces }: PlannedNode): string {
  return interfaces[0]?.addresses[0]?.split("/")[0] ?? "";
}

/** The address of `to` on the first segment that both share, else its first one. */
function nearAddress(from: PlannedNode, to: PlannedNode): string {
  const shared = to.interfaces.find(({ segment }) => from.interfaces.some((own) => own.segment === segment));
  return shared?.addresses[0]?.split("/")[0] ?? addressOf(to);
}

function firstOfTiers(nodes: readonly PlannedNode[]): PlannedNode[] {
  return nodes.filter((node, index) => nodes.findIndex(({ tier }) => tier === node.tier) === index);
}

function tierHop({ from, to, segment }: NodeHop): Hop {
  return { from: from.tier, to: to.tier, segment };
}

function unique(hops: readonly Hop[]): Hop[] {
  const keys = hops.map(({ from, to, segment }) => `${from} ${to} ${segment}`);
  return hops.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
}
