import type { BgpSpeaker } from "../plan/bgp.ts";
import type { ReadinessProbe } from "../plan/plan.ts";
import { shellCommand, shellWord } from "../plan/shell-word.ts";
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
  const heard = (peer: string, own: string, routes: string): Shown[] => [
    ...vips.map((vip): Shown => [`show bgp ipv4 unicast neighbors ${peer} ${routes}`, `${vip}/32`]),
    ...(bfd === null ? [] : [[`show bfd peer ${peer} multihop local-address ${own}`, "Status: up"] as const]),
  ];
  return neighbours.flatMap(({ node, address, from }): ReadinessProbe[] => {
    const asked = heard(address, from, "advertised-routes");
    if (asked.length === 0) return [];
    return [
      {
        kind: "command",
        command: shows(asked),
        means: `${node} ${[...vips.map((vip) => `was told of ${vip}`), ...(bfd === null ? [] : ["answers by BFD"])].join(" and ")}`,
        seenBy: { node, command: shows(heard(from, address, "routes")) },
      },
    ];
  });
}

/** A question of vtysh(1), and what its answer has in it. */
type Shown = readonly [question: string, answer: string];

/** Whether FRR's answers hold these texts. One vtysh asks for all, for it costs 20 ms to start; it succeeds whatever FRR answers. */
function shows(asked: readonly Shown[]): string[] {
  const questions = [...new Set(asked.map(([question]) => question))].flatMap((question) => ["-c", question]);
  const answers = asked.map(([, answer]) => `case $said in *${shellWord(answer)}*) ;; *) exit 1 ;; esac`);
  return ["/bin/sh", "-c", [`said=$(${shellCommand(["vtysh", ...questions])})`, ...answers].join("\n")];
}
