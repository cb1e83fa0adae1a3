import type { Plan, PlannedNode, PlannedRoute } from "../plan/plan.ts";
import { familyOf, hostPrefix } from "../plan/prefix.ts";
import { vipsOf } from "../plan/vips-of.ts";
import { changeInPlace, type Settings } from "./in-place.ts";
import type { NodeState, Step } from "./step.ts";

/** The steps that bring nodes back to their plan after somebody changed them by hand, none where nothing was. */
export function driftSteps(plan: Plan, states: readonly NodeState[]): Step[] {
  const nodes = new Map(plan.nodes.map((node) => [node.name, node]));
  const changes = states.flatMap((state) => {
    const node = nodes.get(state.node);
    if (node === undefined) return [];
    const change = changeInPlace(settingsOf(state, node, sharedAddresses(plan, node)), node);
    return [{ ...change, raised: raised(state), daemons: withFallen(change.daemons, state, node) }];
  });
  return [
    ...changes.flatMap((change) => change.removals),
    // A route cannot come over an interface that is down.
    ...changes.flatMap((change) => change.raised),
    ...changes.flatMap((change) => change.additions),
    ...changes.flatMap((change) => change.daemons),
  ];
}

/** What the node says of itself, in the terms of its plan. */
function settingsOf(state: NodeState, node: PlannedNode, shared: readonly string[]): Settings {
  const addressesOf = (dev: string, planned: readonly string[]) =>
    inPlannedOrder(
      (state.addresses[dev] ?? []).filter((address) => !shared.includes(address)),
      planned,
    );
  return {
    loopback: addressesOf("lo", node.loopback),
    interfaces: node.interfaces.map((planned) => ({
      ...planned,
      addresses: addressesOf(planned.name, planned.addresses),
    })),
    daemons: node.daemons,
    routes: state.routes.filter((route) => !isDaemons(route, node)),
    sysctls: mapValues(state.sysctls, spaced),
    files: node.files.flatMap((file) => {
      const content = state.files[file.path];
      return content === null || content === undefined ? [] : [{ ...file, content }];
    }),
  };
}

/** The VIPs that keepalived gives to its director and takes away, by VRRP or as servers live: either is as planned. */
function sharedAddresses({ services }: Plan, { name }: PlannedNode): string[] {
  return services
    .filter(
      ({ vrrp, announcement, directors }) =>
        (vrrp !== undefined || announcement?.while === "served") && directors.includes(name),
    )
    .flatMap((service) => vipsOf(service).map(hostPrefix));
}

/** The kernel lists a VIP among the others as it likes: only what is missing or too much is drift. */
function inPlannedOrder(seen: readonly string[], planned: readonly string[]): string[] {
  return [
    ...planned.filter((address) => seen.includes(address)),
    ...seen.filter((address) => !planned.includes(address)),
  ];
}

/** A prefix that the node waits for without a route of its own in the plan is installed by a routing daemon. */
function isDaemons({ to, via }: PlannedRoute, { routes, readiness }: PlannedNode): boolean {
  const isSame = (other: PlannedRoute) => other.to === to && familyOf(other.via) === familyOf(via);
  return !routes.some(isSame) && readiness.some((probe) => probe.kind === "route" && isSame(probe));
}

function raised({ node, down }: NodeState): Step[] {
  return down.map((dev) => ({ do: "raise-interface", node, dev }));
}

/** A daemon that does not run cannot be told to reload: it is started. */
function withFallen(told: readonly Step[], { daemons }: NodeState, node: PlannedNode): Step[] {
  const acts = new Map(
    told.flatMap((step) =>
      step.do === "reload-daemon" || step.do === "restart-daemon" ? [[step.daemon, step] as const] : [],
    ),
  );
  return node.daemons.flatMap(({ name }): Step[] => {
    if (!daemons.includes(name)) return [{ do: "restart-daemon", node: node.name, daemon: name }];
    const act = acts.get(name);
    return act === undefined ? [] : [act];
  });
}

/** The kernel parts the numbers of one setting by tabs. */
function spaced(value: string): string {
  return value.trim().replaceAll(/\s+/g, " ");
}

function mapValues(record: Readonly<Record<string, string>>, change: (value: string) => string) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
