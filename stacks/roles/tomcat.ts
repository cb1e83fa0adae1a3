import { ACCOUNT_CAPABILITIES, bare, MANY_CONNECTIONS } from "./bare.ts";
import type { RoleSpec } from "./role.ts";

const BASE = "/var/lib/tomcat10";
const HOME = "/usr/share/tomcat10";
const DEFAULT_PORT = 8080;

export const tomcat: RoleSpec<"tomcat"> = {
  role: "tomcat",
  defaultPort: DEFAULT_PORT,
  equip({ routes, servicePorts, render }) {
    const ports = [...new Set([DEFAULT_PORT, ...servicePorts])];
    return {
      ...bare(routes),
      sysctls: { ...MANY_CONNECTIONS, "net.ipv4.ip_unprivileged_port_start": "0" },
      files: [
        {
          path: `${BASE}/conf/server.xml`,
          mode: "0644",
          content: render("xml", "tomcat/server.xml", { ports }),
          daemon: "tomcat",
        },
      ],
      daemons: [
        {
          name: "tomcat",
          command: ["/usr/share/tomcat10/bin/catalina.sh", "run"],
          user: "tomcat",
          environment: { CATALINA_HOME: HOME, CATALINA_BASE: BASE },
          reload: "restart",
          configCheck: null,
          logs: ["/var/log/tomcat/access.log"],
          after: [],
        },
      ],
      readiness: ports.map((port) => ({ kind: "http", port, path: "/healthz" })),
      capabilities: ["CAP_NET_ADMIN", ...ACCOUNT_CAPABILITIES],
      writable: [
        { path: BASE, owner: "tomcat", mode: "0755" },
        { path: "/var/log/tomcat", owner: "tomcat", mode: "0755" },
      ],
      limits: { processes: 128, memoryMiB: 384 },
    };
  },
};
