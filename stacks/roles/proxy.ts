import { BALANCE } from "../lab/schema/proxy-limits.ts";
import type { PlannedService } from "../plan/plan.ts";
import { ACCOUNT_CAPABILITIES, bare, MANY_CONNECTIONS } from "./bare.ts";
import { director } from "./director.ts";
import type { Equipment, RoleContext, RoleSpec } from "./role.ts";

const CONFIG = "/etc/haproxy/haproxy.cfg";

/** A director: IPVS, or a full proxy where its services say so. */
export const directorOrProxy: RoleSpec<"director"> = {
  role: "director",
  defaultPort: null,
  equip: (context) =>
    context.directs.some(({ mode }) => mode === "proxy") ? proxyEquipment(context) : director.equip(context),
};

/**
 * A director whose services all have mode proxy: HAProxy in place of IPVS. It is restarted by a change, because a
 * reload would leave connections of the old configuration open.
 */
function proxyEquipment({ name, routes, directs, render }: RoleContext<"director">): Equipment {
  // A template must be told also of what is not there.
  const services = directs.map((service) => ({
    ...service,
    vip6: service.vip6 ?? null,
    ...balanced(service),
  }));
  return {
    ...bare(routes),
    sysctls: { ...MANY_CONNECTIONS, "net.ipv4.ip_unprivileged_port_start": "0" },
    files: [
      {
        path: CONFIG,
        mode: "0644",
        content: render("haproxy", "director/haproxy.cfg", { name, services }),
        daemon: "haproxy",
      },
    ],
    daemons: [
      {
        name: "haproxy",
        command: ["/usr/sbin/haproxy", "-db", "-f", CONFIG],
        user: "haproxy",
        environment: {},
        reload: "restart",
        configCheck: ["/usr/sbin/haproxy", "-c", "-f", CONFIG],
        logs: [],
        after: [],
      },
    ],
    readiness: [...new Set(directs.map(({ port }) => port))].map((port) => ({ kind: "listen", port })),
    capabilities: ["CAP_NET_ADMIN", "CAP_NET_RAW", ...ACCOUNT_CAPABILITIES],
    writable: [
      { path: "/etc/haproxy", owner: "root", mode: "0755" },
      { path: "/run/haproxy", owner: "haproxy", mode: "0755" },
    ],
    limits: { processes: 64, memoryMiB: 256 },
  };
}

/** Schedulers without a leading `w` look at no weight, but a server of weight 0 gets nothing from any. */
function balanced({ scheduler, servers }: PlannedService) {
  const weighs = scheduler.startsWith("w");
  return {
    balance: BALANCE[scheduler] ?? "",
    servers: servers.map((server) => ({
      ...server,
      weight: weighs ? server.weight : Math.min(server.weight, 1),
    })),
  };
}
