import type { PlannedRoute } from "../plan/plan.ts";
import type { Equipment } from "./role.ts";

/**
 * What a node without daemons has, to build roles upon. NET_ADMIN is the boot script's: it sets addresses, routes
 * and sysctls.
 */
export function bare(routes: readonly PlannedRoute[]): Equipment {
  return {
    routes,
    sysctls: {},
    files: [],
    daemons: [],
    readiness: [],
    capabilities: ["CAP_NET_ADMIN"],
    writable: [],
    kernelNeeds: [],
    limits: { processes: 128, memoryMiB: 256 },
  };
}

/**
 * Capabilities of a node whose daemons run as an account of their own: chpst changes to it, and runsv, which is root
 * without CAP_KILL otherwise, signals what belongs to it.
 */
export const ACCOUNT_CAPABILITIES = ["CAP_SETUID", "CAP_SETGID", "CAP_KILL"] as const;

/** Room for short connections: every request may take a port of its own, and wait for a minute after it. */
export const MANY_CONNECTIONS = {
  "net.ipv4.ip_local_port_range": "1024 65535",
  "net.ipv4.tcp_tw_reuse": "1",
} as const;
