import type { BgpSpeaker } from "../plan/bgp.ts";
import type { PlannedRoute, ReadinessProbe } from "../plan/plan.ts";
import { familyOf } from "../plan/prefix.ts";
import { bare } from "./bare.ts";
import { frrEquipment } from "./frr.ts";
import type { RoleSpec } from "./role.ts";

/**
 * Forwards between its segments. Its routes are installed by FRR's staticd, or by the boot script where `routing` is
 * `kernel`; those to VIPs that directors announce by FRR's bgpd, over all directors at once.
 */
export const router: RoleSpec<"router"> = {
  role: "router",
  defaultPort: null,
  equip({ name, spec, routes, bgp, render }) {
    const common = {
      ...bare(routes),
      // NET_RAW asks who answers by ARP.
      capabilities: ["CAP_NET_ADMIN", "CAP_NET_RAW"],
      readiness: [
        ...routes.map(({ to, via }) => ({ kind: "route" as const, to, via })),
        ...(bgp === undefined ? [] : waysTo(bgp)),
      ],
      sysctls: bgp === undefined ? {} : bgp.ecmp === "l3" ? BY_ADDRESSES : BY_PORTS_TOO,
    };
    if (spec.routing === "kernel" && bgp === undefined) return common;
    const byFrr = spec.routing === "kernel" ? [] : routes;
    const config = render("frr", "router/frr.conf", {
      name,
      routes: byFrr.map(staticRoute),
      bgp: bgp ?? null,
    });
    return {
      ...common,
      routes: spec.routing === "kernel" ? routes : [],
      ...frrEquipment(config, bgp, render),
    };
  },
};

/** Of the two addresses (Documentation/networking/ip-sysctl.rst). */
const BY_ADDRESSES = { "net.ipv4.fib_multipath_hash_policy": "0" };

/**
 * Of what is named, 55 is addresses, protocol and ports. Policy 1 names the same, but takes the sender's own hash of a connection
 * where a packet brings one (fib_multipath_hash() in net/ipv4/route.c), which no wire would carry and a veth does: the
 * handshake that a guard makes for a client brings none, and went another way than the rest of its connection.
 */
const BY_PORTS_TOO = {
  "net.ipv4.fib_multipath_hash_policy": "3",
  "net.ipv4.fib_multipath_hash_fields": "55",
};

/** To every VIP over every neighbour. */
function waysTo({ vips, neighbours }: BgpSpeaker): ReadinessProbe[] {
  if (neighbours.length === 0) return [];
  return vips.map((vip) => ({
    kind: "ways",
    to: `${vip}/32`,
    vias: neighbours.map(({ address }) => address),
  }));
}

/** As FRR's staticd takes it: `ip route` or `ipv6 route`. */
function staticRoute({ to, via }: PlannedRoute) {
  const family = familyOf(via);
  const all = family === "ipv4" ? "0.0.0.0/0" : "::/0";
  return { family: family === "ipv4" ? "ip" : "ipv6", prefix: to === "default" ? all : to, via };
}
