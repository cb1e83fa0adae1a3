import { ACCOUNT_CAPABILITIES, bare } from "./bare.ts";
import type { RoleSpec } from "./role.ts";

const FOLDER = "/etc/tierlab";
const CONFIG = `${FOLDER}/recursor.yml`;
const PORT = 53;

/** A caching resolver: PowerDNS Recursor, which asks the lab's own name servers and keeps what they say for its TTL. */
export const resolver: RoleSpec<"resolver"> = {
  role: "resolver",
  defaultPort: PORT,
  equip({ name, spec, routes, names, render }) {
    const data = { name, clientSubnet: spec["client-subnet"], names };
    return {
      ...bare(routes),
      sysctls: { "net.ipv4.ip_unprivileged_port_start": "0" },
      files: [
        {
          path: CONFIG,
          mode: "0644",
          content: render("pdns", "resolver/recursor.yml", data),
          daemon: "pdns-recursor",
        },
      ],
      daemons: [
        {
          name: "pdns-recursor",
          command: ["/usr/sbin/pdns_recursor", `--config-dir=${FOLDER}`, "--daemon=no"],
          user: "pdns",
          environment: {},
          reload: "restart",
          configCheck: ["/usr/sbin/pdns_recursor", `--config-dir=${FOLDER}`, "--config=check"],
          logs: [],
          after: [],
        },
      ],
      readiness: [
        { kind: "listen", port: PORT },
        {
          kind: "command",
          command: [
            "/bin/sh",
            "-c",
            `dig +short +time=1 +tries=1 @127.0.0.1 id.server CH TXT | grep -qF ${name}`,
          ],
          means: "the resolver answers a query",
        },
      ],
      capabilities: ["CAP_NET_ADMIN", ...ACCOUNT_CAPABILITIES],
      writable: [{ path: FOLDER, owner: "root", mode: "0755" }],
      limits: { processes: 64, memoryMiB: 256 },
    };
  },
};
