import type { BgpSpeaker } from "../plan/bgp.ts";
import type { ReadinessProbe } from "../plan/plan.ts";
import type { Equipment } from "./role.ts";
import type { Render } from "./templates.ts";

const CONFIG = "/etc/frr/frr.conf";
const START = "/etc/frr/start";

/** What a node has that runs FRR with this configuration. */
export type FrrEquipment = Pick<Equipment, "files" | "daemons" | "capabilities" | "writable">;

/**
 * FRR's daemons are one service, as in Debian's frr.service. What starts them is not watchfrr, which would detach them
 * from runit: with each daemon waiting for the socket of the one before, routes stand after 0.2 s; started all at
 * once, staticd tries zebra again only after 1 s. A change of routes starts FRR anew, because `vtysh --boot` only adds,
 * and what removes (frr-reload.py) wants Python.
 */
export function frrEquipment(config: string, bgp: BgpSpeaker | undefined, render: Render): FrrEquipment {
  const daemons = ["staticd", ...(bgp === undefined ? [] : ["bgpd"]), ...(bgp?.bfd ? ["bfdd"] : [])];
  return {
    files: [
      { path: CONFIG, mode: "0644", content: config, daemon: "frr" },
      { path: START, mode: "0755", content: render("frr", "router/start", { daemons }), daemon: "frr" },
    ],
    daemons: [
      {
        name: "frr",
        command: ["/bin/bash", START],
        user: "root",
        environment: {},
        reload: "restart",
        configCheck: ["/usr/bin/vtysh", "--dryrun", "--inputfile", CONFIG],
        logs: [],
        after: [],
      },
    ],
    // zebra stops without SYS_ADMIN; vtysh, which is root, opens sockets of the account frr by DAC_OVERRIDE.
    capabilities: [
      "CAP_NET_ADMIN",
      "CAP_NET_RAW",
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
}

/** Every neighbour of one that announces hears of its VIPs, and would hear of its death. */
export function announced({ neighbours, vips, bfd }: BgpSpeaker): ReadinessProbe[] {
  return neighbours.flatMap(({ node, address, from }): ReadinessProbe[] => [
    ...vips.map((vip) => ({
      kind: "command" as const,
      command: shows(`show bgp ipv4 unicast neighbors ${address} advertised-routes`, `${vip}/32`),
      means: `${node} was told of ${vip}`,
      seenBy: { node, command: shows(`show bgp ipv4 unicast neighbors ${from} routes`, `${vip}/32`) },
    })),
    ...(bfd === null
      ? []
      : [
          {
            kind: "command" as const,
            command: isUp(address, from),
            means: `${node} answers by BFD`,
            seenBy: { node, command: isUp(from, address) },
          },
        ]),
  ]);
}

function isUp(peer: string, own: string): string[] {
  return shows(`show bfd peer ${peer} multihop local-address ${own}`, "Status: up");
}

/** Whether FRR's answer holds a text; vtysh succeeds whatever it answers. */
function shows(question: string, answer: string): string[] {
  return ["/bin/sh", "-c", 'vtysh -c "$1" | grep -qF "$2"', "shows", question, answer];
}
