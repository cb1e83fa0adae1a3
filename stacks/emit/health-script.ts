import { isOuter, type NodeKernel } from "../guest/kernel-sides.ts";
import { INSTRUCTIONS } from "../plan/boot-script.ts";
import type { PlannedNode, ReadinessProbe } from "../plan/plan.ts";
import { familyOf } from "../plan/prefix.ts";
import { shellCommand, shellWord } from "../plan/shell-word.ts";
import { socketText } from "../plan/socket-text.ts";

/**
 * The scripts that tell whether a node is ready: `health` asks what lies outside a guest by itself, and `ready` all
 * else where the node's network lives. Each says on standard output what is lacking, and fails.
 */
export function healthScripts(
  node: PlannedNode,
  kernel: NodeKernel,
): { readonly health: string; readonly ready: string } {
  const outside = (probe: ReadinessProbe) => probe.kind === "command" && isOuter(kernel, probe.needs);
  return {
    health: script([
      ...node.readiness.filter(outside).map((probe) => demand(probe, node)),
      `exec ${INSTRUCTIONS}/enter /bin/sh ${INSTRUCTIONS}/ready`,
    ]),
    ready: script(node.readiness.filter((probe) => !outside(probe)).map((probe) => demand(probe, node))),
  };
}

function script(lines: readonly string[]): string {
  return ['lacks() { echo "$1"; exit 1; }', ...lines, ""].join("\n");
}

function demand(probe: ReadinessProbe, node: PlannedNode): string {
  const { holds, lacking } = question(probe, node);
  return `${holds} || lacks ${shellWord(lacking)}`;
}

interface Question {
  /** A shell command that succeeds where it is so. */
  readonly holds: string;
  readonly lacking: string;
}

function question(probe: ReadinessProbe, node: PlannedNode): Question {
  switch (probe.kind) {
    case "listen":
      return {
        holds: `[ -n "$(ss -Hltn sport = :${probe.port})" ]`,
        lacking: `nothing listens on TCP port ${probe.port}`,
      };
    case "http": {
      const address = node.interfaces[0]?.addresses[0]?.split("/")[0] ?? "127.0.0.1";
      const url = shellWord(`http://${address}:${probe.port}${probe.path}`);
      return {
        holds: `[ "$(curl --silent --max-time 5 --output /dev/null --write-out '%{http_code}' ${url})" = 200 ]`,
        lacking: `GET ${probe.path} on port ${probe.port} does not answer 200`,
      };
    }
    case "ipvs": {
      const socket = socketText(probe.vip, probe.port);
      return {
        holds: `[ "$(ipvsadm -Ln ${probe.protocol === "tcp" ? "-t" : "-u"} ${shellWord(socket)} 2>/dev/null | grep -c '^  -> [[0-9]')" -ge ${probe.servers} ]`,
        lacking: `IPVS has not ${probe.servers} live real servers for ${socket}`,
      };
    }
    case "command":
      return {
        holds: `${shellCommand(probe.command)} >/dev/null 2>&1`,
        lacking: `it is not so that ${probe.means}`,
      };
    case "ways":
      return {
        holds: `[ "$(${vias(probe.to, probe.vias[0] ?? "")} | sort | tr '\\n' ' ')" = ${shellWord(
          [...probe.vias]
            .sort()
            .map((via) => `${via} `)
            .join(""),
        )} ]`,
        lacking: `the kernel has no route to ${probe.to} over ${probe.vias.join(", ")}`,
      };
    case "route":
      return {
        holds: `${vias(probe.to, probe.via)} | grep -Fqx ${shellWord(probe.via)}`,
        lacking: `the kernel has no route to ${probe.to} via ${probe.via}`,
      };
  }
}

/** The next hops of the routes to a prefix, one a line. */
function vias(to: string, via: string): string {
  const family = familyOf(via) === "ipv6" ? "ip -6" : "ip";
  const which = to === "default" ? "default" : `exact ${shellWord(to)}`;
  return `${family} route show ${which} | grep -o 'via [^ ]*' | cut -d ' ' -f 2`;
}
