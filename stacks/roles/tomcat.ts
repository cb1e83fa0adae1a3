import { ACCOUNT_CAPABILITIES, bare, MANY_CONNECTIONS } from "./bare.ts";
import type { RoleSpec } from "./role.ts";

/** In the image it holds conf/, logs/ and work/, with an empty conf/web.xml: the node adds its server.xml. */
const BASE = "/var/lib/tomcat10";
const DEFAULT_PORT = 8080;

/**
 * A Tomcat whose one application answers every path, /healthz too.
 *
 * The image holds what makes it start within 0.7 s: the application at /usr/share/tierlab/app, an archive of loaded
 * classes, and `start-tomcat`, which names the very class path and collector that the archive was made with. It has a
 * heap of 128 MB and takes about 90 MB of memory when idle.
 */
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
          command: ["/usr/share/tierlab/start-tomcat"],
          user: "tomcat",
          environment: { CATALINA_BASE: BASE },
          reload: "restart",
          configCheck: ["env", `CATALINA_BASE=${BASE}`, "/usr/share/tomcat10/bin/catalina.sh", "configtest"],
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
