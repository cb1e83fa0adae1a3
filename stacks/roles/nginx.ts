import { ACCOUNT_CAPABILITIES, bare, MANY_CONNECTIONS } from "./bare.ts";
import { routingOf } from "./nginx-routing.ts";
import type { Equipment, RoleContext, RoleSpec } from "./role.ts";

const CONFIG = "/etc/nginx/nginx.conf";
const DEFAULT_PORT = 80;

/** An Nginx web server or reverse proxy. It runs as www-data from its first instruction and needs no capability. */
export const nginx: RoleSpec<"nginx"> = {
  role: "nginx",
  defaultPort: DEFAULT_PORT,
  equip({ spec, routes, dualStack, servicePorts, pools, render }) {
    const ports = servicePorts.length > 0 ? servicePorts : [DEFAULT_PORT];
    return {
      ...bare(routes),
      sysctls: { ...MANY_CONNECTIONS, "net.ipv4.ip_unprivileged_port_start": "0" },
      files: [
        {
          path: CONFIG,
          mode: "0644",
          content: render("nginx", "nginx/nginx.conf", {
            ports,
            dualStack,
            routing: routingOf(pools, spec.rules ?? [], spec.sticky === "cookie"),
            keepalive: spec.keepalive,
            failover: spec.failover,
          }),
          daemon: "nginx",
        },
      ],
      daemons: [
        {
          name: "nginx",
          command: ["/usr/sbin/nginx", "-e", "stderr", "-c", CONFIG],
          user: "www-data",
          environment: {},
          reload: { signal: "HUP" },
          configCheck: ["/usr/sbin/nginx", "-t", "-e", "stderr", "-c", CONFIG],
          logs: ["/var/log/nginx/access.log"],
          after: [],
        },
      ],
      readiness: ports.map((port) => ({ kind: "http", port, path: "/healthz" })),
      capabilities: ["CAP_NET_ADMIN", ...ACCOUNT_CAPABILITIES],
      writable: [
        { path: "/etc/nginx", owner: "root", mode: "0755" },
        { path: "/var/log/nginx", owner: "www-data", mode: "0755" },
      ],
      limits: { processes: 64, memoryMiB: 256 },
      ...(pools.length === 0 ? {} : { passesTo: pools.map(({ tier }) => tier), ...plannedFailover(spec) }),
    };
  },
};

function plannedFailover({ failover }: RoleContext<"nginx">["spec"]): Pick<Equipment, "failover"> {
  if (failover === null) return {};
  return { failover: { connectMs: failover.connect, answerMs: failover.answer } };
}
