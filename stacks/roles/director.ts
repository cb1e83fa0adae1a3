import { handsOnUnchanged } from "../lab/schema/service.ts";
import type { PlannedService, ReadinessProbe } from "../plan/plan.ts";
import { bare } from "./bare.ts";
import type { RoleSpec } from "./role.ts";

const CONFIG = "/etc/keepalived/keepalived.conf";

/**
 * An LVS director: keepalived's checker drives IPVS.
 *
 * On SIGHUP keepalived 2.3.3 edits the scheduler and the weights and forwarding method of real servers that stay, and
 * adds and removes the others (keepalived/check/ipwrapper.c, clear_diff_services and clear_diff_rs). A new forwarding
 * method also brings a dead server back into IPVS, and no check takes it out again: then keepalived is restarted.
 *
 * Real servers count as alive until a check fails: the first comes a second after the start (BOOTSTRAP_DELAY), and by
 * `alpha` no client would be served until then. A dead one is removed and not kept with weight 0
 * (`inhibit_on_failure`), because only what is gone lets expire_nodest_conn end its connections.
 */
export const director: RoleSpec<"director"> = {
  role: "director",
  defaultPort: null,
  equip({ name, routes, directs, render }) {
    return {
      ...bare(routes),
      sysctls: {
        // A connection to a real server that left IPVS ends with its next packet and the client may try anew, instead
        // of sending to a dead server until it times out (Documentation/networking/ipvs-sysctl.rst).
        "net.ipv4.vs.expire_nodest_conn": "1",
      },
      files: [
        {
          path: CONFIG,
          mode: "0644",
          content: render("keepalived", "director/keepalived.conf", { name, services: directs }),
          daemon: "keepalived",
        },
      ],
      daemons: [
        {
          name: "keepalived",
          command: ["/usr/sbin/keepalived", "--dont-fork", "--check", "--log-console", "--use-file", CONFIG],
          user: "root",
          environment: {},
          reload: { signal: "HUP" },
          beyondReload: directs.map((service) => `${service.name} by ${service.mode}`).join(", "),
          configCheck: ["/usr/sbin/keepalived", "--config-test", "--check", "--use-file", CONFIG],
          logs: [],
          after: [],
        },
      ],
      readiness: directs.map(probeOf),
      capabilities: ["CAP_NET_ADMIN", "CAP_NET_RAW"],
      writable: [{ path: "/etc/keepalived", owner: "root", mode: "0755" }],
      kernelNeeds: ["ipvs"],
      limits: { processes: 64, memoryMiB: 512 },
    };
  },
};

function probeOf(service: PlannedService): ReadinessProbe {
  return {
    kind: "ipvs",
    vip: service.vip,
    port: service.port,
    servers: service.servers.filter((server) => server.weight > 0).length,
    table: {
      scheduler: service.scheduler,
      mode: service.mode === "proxy" ? "nat" : service.mode,
      servers: service.servers.map(({ address, port, weight }) => ({
        address,
        // By modes dr and tun keepalived refuses another port than the service's (check_data.c, validate_check_config).
        port: handsOnUnchanged(service.mode) ? service.port : port,
        weight,
      })),
    },
  };
}
