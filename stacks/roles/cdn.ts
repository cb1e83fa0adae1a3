import { CACHE_PORT } from "../lab/schema/tiers/cdn.ts";
import { ACCOUNT_CAPABILITIES, bare, MANY_CONNECTIONS } from "./bare.ts";
import type { RoleSpec } from "./role.ts";

const FOLDER = "/etc/varnish";
const CONFIG = `${FOLDER}/cache.vcl`;

/**
 * An edge cache of a content delivery network: Varnish.
 *
 * It compiles its VCL when it starts, which takes a second, and then keeps pages in memory only. Its working folder must
 * allow programs to run. There is no control port, so a change of the VCL starts it anew, with an empty cache.
 */
export const cdn: RoleSpec<"cdn"> = {
  role: "cdn",
  defaultPort: CACHE_PORT,
  equip({ name, spec, routes, origin, render }) {
    const data = { name, origin, cache: spec.cache, ttlMs: spec.ttl, graceMs: spec.grace };
    return {
      ...bare(routes),
      sysctls: { ...MANY_CONNECTIONS, "net.ipv4.ip_unprivileged_port_start": "0" },
      files: [
        { path: CONFIG, mode: "0644", content: render("vcl", "cdn/cache.vcl", data), daemon: "varnish" },
      ],
      daemons: [
        {
          name: "varnish",
          // No jail: it is its own account from its first instruction. Few threads: a lab asks little of one cache.
          command: [
            "/usr/sbin/varnishd",
            ...["-F", "-j", "none", "-T", "none", "-n", "/tmp/varnish", "-i", name],
            ...["-a", `0.0.0.0:${CACHE_PORT}`, "-f", CONFIG, "-s", "malloc,64m"],
            ...["-p", "thread_pools=1", "-p", "thread_pool_min=20"],
          ],
          user: "vcache",
          environment: {},
          reload: "restart",
          configCheck: ["/usr/sbin/varnishd", "-C", "-j", "none", "-n", "/tmp/varnish-check", "-f", CONFIG],
          logs: [],
          after: [],
        },
      ],
      readiness: [{ kind: "http", port: CACHE_PORT, path: "/healthz" }],
      capabilities: ["CAP_NET_ADMIN", ...ACCOUNT_CAPABILITIES],
      writable: [{ path: FOLDER, owner: "root", mode: "0755" }],
      limits: { processes: 512, memoryMiB: 256 },
      ...(origin === undefined ? {} : { fetchesFrom: origin.name }),
    };
  },
};
