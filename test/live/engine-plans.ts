import type { Plan, PlannedNode } from "../../stacks/plan/plan.ts";

/** A node that does nothing; tests say what differs. */
export function plainNode(name: string, more: Partial<PlannedNode>): PlannedNode {
  return {
    name,
    tier: name.replace(/\d+$/, ""),
    role: "client",
    interfaces: [],
    loopback: [],
    routes: [],
    sysctls: {},
    files: [],
    daemons: [],
    readiness: [],
    capabilities: [],
    writable: [],
    kernelNeeds: [],
    limits: { processes: 64, memoryMiB: 64 },
    ...more,
  };
}

/** A client, a router and a web server; what the web server says is given. */
export function webPlan(lab: string, says = "hello"): Plan {
  return {
    lab,
    segments: [
      { name: "office", prefix: "198.18.0.0/24" },
      { name: "dmz", prefix: "10.10.0.0/24" },
    ],
    services: [],
    nodes: [client, edge, web(says)],
  };
}

const client = plainNode("client1", {
  interfaces: [{ name: "eth0", segment: "office", mac: "02:00:00:00:01:01", addresses: ["198.18.0.11/24"] }],
  routes: [{ to: "default", via: "198.18.0.1" }],
});

const edge = plainNode("edge1", {
  role: "router",
  sysctls: { "net.ipv4.ip_forward": "1" },
  interfaces: [
    { name: "eth0", segment: "office", mac: "02:00:00:00:02:01", addresses: ["198.18.0.1/24"] },
    { name: "eth1", segment: "dmz", mac: "02:00:00:00:02:02", addresses: ["10.10.0.1/24"] },
  ],
});

export const NGINX_CONF = "/etc/nginx/nginx.conf";

export function nginxConf(says: string): string {
  return `daemon off; pid /tmp/nginx.pid; error_log stderr; events {}
http { access_log /dev/stdout; server { listen 80; location / { return 200 "${says} $remote_addr"; } } }
`;
}

function web(says: string): PlannedNode {
  return plainNode("web1", {
    role: "nginx",
    interfaces: [{ name: "eth0", segment: "dmz", mac: "02:00:00:00:03:01", addresses: ["10.10.0.11/24"] }],
    routes: [{ to: "default", via: "10.10.0.1" }],
    loopback: ["10.10.0.100/32"],
    sysctls: {
      "net.ipv4.conf.all.arp_ignore": "1",
      "net.ipv4.conf.all.arp_announce": "2",
      "net.ipv4.ip_unprivileged_port_start": "0",
    },
    writable: [
      { path: "/etc/nginx", owner: "root", mode: "0755" },
      { path: "/var/lib/nginx", owner: "www-data", mode: "0755" },
    ],
    files: [{ path: NGINX_CONF, mode: "0644", daemon: "nginx", content: nginxConf(says) }],
    daemons: [
      {
        name: "nginx",
        command: ["/usr/sbin/nginx", "-e", "stderr"],
        user: "www-data",
        environment: {},
        reload: { signal: "HUP" },
        configCheck: ["/usr/sbin/nginx", "-t", "-e", "stderr"],
        logs: [],
        after: [],
      },
    ],
    readiness: [{ kind: "http", port: 80, path: "/" }],
    limits: { processes: 64, memoryMiB: 128 },
  });
}

/** A director alone on its segment, whose network needs IPVS. */
export function directorPlan(lab: string): Plan {
  const director = plainNode("lvs1", {
    role: "director",
    kernelNeeds: ["ipvs"],
    sysctls: { "net.ipv4.ip_forward": "1" },
    interfaces: [{ name: "eth0", segment: "dmz", mac: "02:00:00:00:04:01", addresses: ["10.10.0.2/24"] }],
    writable: [{ path: "/etc/keepalived", owner: "root", mode: "0755" }],
    limits: { processes: 64, memoryMiB: 192 },
  });
  const neighbour = plainNode("client1", {
    interfaces: [{ name: "eth0", segment: "dmz", mac: "02:00:00:00:01:01", addresses: ["10.10.0.9/24"] }],
  });
  return {
    lab,
    segments: [{ name: "dmz", prefix: "10.10.0.0/24" }],
    services: [],
    nodes: [director, neighbour],
  };
}
