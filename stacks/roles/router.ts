import type { PlannedRoute } from "../plan/plan.ts";
import { bare } from "./bare.ts";
import type { Equipment, RoleSpec } from "./role.ts";

const CONFIG = "/etc/frr/frr.conf";
const START = "/etc/frr/start";

/**
 * Forwards between its segments. Its routes are installed by FRR's staticd, or by the boot script where `routing` is
 * `kernel`.
 *
 * FRR's daemons are one service, as in Debian's frr.service. What starts them is not watchfrr, which would detach them
 * from runit: with each daemon waiting for the socket of the one before, routes stand after 0.2 s; started all at
 * once, staticd tries zebra again only after 1 s. A change of routes starts FRR anew, because `vtysh --boot` only adds,
 * and what removes (frr-reload.py) wants Python.
 */
export const router: RoleSpec<"router"> = {
  role: "router",
  defaultPort: null,
  equip({ name, spec, routes, render }) {
    const common = {
      ...bare(routes),
      // NET_RAW asks who answers by ARP.
      capabilities: ["CAP_NET_ADMIN", "CAP_NET_RAW"],
      readiness: routes.map(({ to, via }) => ({ kind: "route" as const, to, via })),
    };
    if (spec.routing === "kernel") return common;
    return {
      ...common,
      routes: [],
      files: [
        {
          path: CONFIG,
          mode: "0644",
          content: render("frr", "router/frr.conf", { name, routes: routes.map(staticRoute) }),
          daemon: "frr",
        },
        { path: START, mode: "0755", content: render("frr", "router/start", {}), daemon: "frr" },
      ],
      daemons: [frr],
      // zebra stops without SYS_ADMIN; vtysh, which is root, opens sockets of the account frr by DAC_OVERRIDE.
      capabilities: [
        ...common.capabilities,
        "CAP_SYS_ADMIN",
        "CAP_NET_BIND_SERVICE",
        "CAP_SETUID",
        "CAP_SETGID",
        "CAP_KILL",
        "CAP_DAC_OVERRIDE",
      ],
      writable: [
        { path: "/etc/frr", owner: "frr", mode: "0755" },
        { path: "/run/frr", owner: "frr", mode: "0755" },
      ],
    };
  },
};

const frr: Equipment["daemons"][number] = {
  name: "frr",
  command: ["/bin/bash", START],
  user: "root",
  environment: {},
  reload: "restart",
  configCheck: ["/usr/bin/vtysh", "--dryrun", "--inputfile", CONFIG],
  logs: [],
  after: [],
};

function staticRoute({ to, via }: PlannedRoute): { readonly prefix: string; readonly via: string } {
  return { prefix: to === "default" ? "0.0.0.0/0" : to, via };
}
