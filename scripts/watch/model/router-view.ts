import type { Plan, PlannedNode } from "../../../stacks/plan/plan.ts";
import { isBgpRouter, waysOf } from "../reading/questions.ts";
import type { ReadingOf } from "./service-view.ts";

/** A router that speaks BGP with directors. */
export interface RouterView {
  readonly node: string;
  /** Null: it has not told. */
  readonly peers: readonly PeerView[] | null;
  readonly ways: readonly WaysView[];
}

/** A prefix to which a router is to have several ways. */
export interface WaysView {
  readonly to: string;
  /** The nodes that they lead over; null: it has not told. */
  readonly over: readonly string[] | null;
  readonly planned: number;
}

export interface PeerView {
  /** The node with the peer's address; that itself where nobody has it. */
  readonly node: string;
  /** As in `Established` (RFC 4271, 8.2.2). */
  readonly state: string;
}

export function routerViews(plan: Plan, readingOf: ReadingOf): RouterView[] {
  return plan.nodes.filter(isBgpRouter).map((node) => {
    const { health, told } = readingOf(node.name);
    const live = (question: string) => (health === "up" ? told.get(question)?.text : undefined);
    const peers = live("bgp");
    return {
      node: node.name,
      peers: peers === undefined || peers === "" ? null : peersIn(peers, plan),
      ways: waysIn(live("ways"), node, plan),
    };
  });
}

/** Of `vtysh -c "show bgp ipv4 unicast summary json"`; what is no JSON tells of nobody. */
function peersIn(text: string, plan: Plan): PeerView[] | null {
  const said = jsonIn(text) as { readonly peers?: Record<string, { readonly state?: string }> } | null;
  if (said === null) return null;
  return Object.entries(said.peers ?? {}).map(([address, { state = "" }]) => ({
    node: ownerOf(address, plan),
    state,
  }));
}

function waysIn(text: string | undefined, node: PlannedNode, plan: Plan): WaysView[] {
  const lines = text?.split("\n") ?? [];
  return waysOf(node).map((to, index) => {
    const routes = (jsonIn(lines[index] ?? "") ?? []) as readonly (Way & {
      readonly nexthops?: readonly Way[];
    })[];
    const hops = routes.flatMap((route) => route.nexthops ?? [route]);
    const planned = node.readiness.find((probe) => probe.kind === "ways" && probe.to === to);
    return {
      to,
      over:
        text === undefined
          ? null
          : hops.flatMap(({ gateway }) => (gateway === undefined ? [] : [ownerOf(gateway, plan)])).sort(),
      planned: planned?.kind === "ways" ? planned.vias.length : 0,
    };
  });
}

interface Way {
  readonly gateway?: string;
}

function ownerOf(address: string, { nodes }: Plan): string {
  const has = ({ interfaces }: PlannedNode) =>
    interfaces.some(({ addresses }) => addresses.some((one) => one.split("/")[0] === address));
  return nodes.find(has)?.name ?? address;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
