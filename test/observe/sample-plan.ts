import type { Role } from "../../stacks/lab/schema/role.ts";
import type { Plan, PlannedNode, PlannedService } from "../../stacks/plan/plan.ts";

/** A small lab like lvs-dr: two clients, a router, a director, two web servers and an application server. */
export function samplePlan(service: Partial<PlannedService> = {}): Plan {
  return {
    lab: "sample",
    segments: [
      { name: "office", prefix: "198.18.0.0/24" },
      { name: "dmz", prefix: "10.10.0.0/24" },
      { name: "apps", prefix: "10.20.0.0/24" },
    ],
    nodes: [
      node("client1", "client", "client", ["198.18.0.1/24"]),
      node("client2", "client", "client", ["198.18.0.2/24"]),
      node("edge1", "edge", "router", ["198.18.0.254/24", "10.10.0.1/24"]),
      node("lvs1", "lvs", "director", ["10.10.0.2/24"]),
      node("web1", "web", "nginx", ["10.10.0.11/24", "10.20.0.11/24"]),
      node("web2", "web", "nginx", ["10.10.0.12/24", "10.20.0.12/24"]),
      node("app1", "app", "tomcat", ["10.20.0.21/24"]),
    ],
    services: [
      {
        name: "shop",
        vip: "10.10.0.100",
        port: 80,
        protocol: "tcp",
        flags: [],
        mode: "dr",
        scheduler: "wrr",
        directors: ["lvs1"],
        servers: [
          { node: "web1", address: "10.10.0.11", port: 80, weight: 3 },
          { node: "web2", address: "10.10.0.12", port: 80, weight: 1 },
        ],
        check: { kind: "http", path: "/healthz", everyMs: 500, timeoutMs: 500, failures: 1 },
        ...service,
      },
    ],
  };
}

/** The MAC of a node's nth interface, n from 0. */
export function macOf(name: string, index = 0): string {
  const bytes = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7);
  const text = bytes.toString(16).padStart(4, "0");
  return `02:00:00:${text.slice(0, 2)}:${text.slice(2)}:0${index}`;
}

const SEGMENT_OF = { "198.18": "office", "10.10.": "dmz", "10.20.": "apps" } as const;

function node(name: string, tier: string, role: Role, addresses: readonly string[]): PlannedNode {
  return {
    name,
    tier,
    role,
    interfaces: addresses.map((address, index) => ({
      name: `eth${index}`,
      segment: SEGMENT_OF[address.slice(0, 6) as keyof typeof SEGMENT_OF],
      mac: macOf(name, index),
      addresses: [address],
    })),
    loopback: [],
    routes: [],
    sysctls: {},
    files: [],
    daemons: role === "nginx" ? [daemonWithLog(role)] : [],
    readiness: role === "tomcat" ? [{ kind: "http", port: 8080, path: "/healthz" }] : [],
    capabilities: [],
    writable: [],
    kernelNeeds: role === "director" ? ["ipvs"] : [],
    limits: { processes: 64, memoryMiB: 128 },
  };
}

function daemonWithLog(name: string): PlannedNode["daemons"][number] {
  return {
    name,
    command: [name],
    user: "root",
    environment: {},
    reload: "restart",
    configCheck: null,
    logs: [`/var/log/${name}/access.log`],
    after: [],
  };
}
