import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { isOuter } from "../../../stacks/guest/kernel-sides.ts";
import { FLAGGED_SCHEDULERS } from "../../../stacks/lab/schema/service.ts";
import type { Plan, PlannedNode, PlannedService, ReadinessProbe } from "../../../stacks/plan/plan.ts";
import { familyOf } from "../../../stacks/plan/prefix.ts";
import { socketText } from "../../../stacks/plan/socket-text.ts";
import { vipsOf } from "../../../stacks/plan/vips-of.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { networkFile } from "./network-file.ts";
import { nextHopsIn } from "./next-hops.ts";
import { hasRoute, hasRoute6, type IpvsService, ipvsService, listensOn } from "./proc-net.ts";
import type { Reach } from "./reach.ts";
import { runInNode } from "./run.ts";
import { savedSettings } from "./saved-settings.ts";

/** A JVM on a busy machine takes some ten seconds. */
const READY_WITHIN_MS = 60_000;

export interface Patience {
  readonly signal: AbortSignal;
  /** A director that lacks servers after its checks had their time is let go with a word about it. */
  readonly poolMayLack: boolean;
}

/**
 * Resolves once every readiness probe of the node has been answered, to what it lacks where that is allowed. Throws what
 * was not answered in time, with what its daemons said last.
 */
export async function waitReady(
  reach: Reach,
  node: PlannedNode,
  { signal, poolMayLack }: Patience,
): Promise<string | null> {
  const deadline = Date.now() + READY_WITHIN_MS;
  // Each look costs 25 ms of a processor in a guest.
  const interval = reach.nodeKernels[node.name] === "uml" ? 100 : 20;
  for (const probe of node.readiness) {
    const poolDeadline =
      Date.now() +
      (probe.kind === "ipvs" && poolMayLack ? checkedWithinMs(reach.plan, probe) : READY_WITHIN_MS);
    for (;;) {
      signal.throwIfAborted();
      const mayLack = Date.now() > poolDeadline;
      const answer = await ask(reach, node, probe, mayLack);
      if (answer === "yes") break;
      if (answer === "lacks-servers" && mayLack) return lacking(probe);
      if (!reach.lives(node.name)) throw await notReady(reach, node, "it died");
      if (Date.now() > deadline) throw await notReady(reach, node, lacking(probe));
      await delay(interval);
    }
  }
  return null;
}

type Answer = "yes" | "no" | "lacks-servers";

async function ask(
  reach: Reach,
  node: PlannedNode,
  probe: ReadinessProbe,
  mayLack: boolean,
): Promise<Answer> {
  switch (probe.kind) {
    case "listen":
      return (await listens(reach, node, probe.port)) ? "yes" : "no";
    case "http":
      return (await listens(reach, node, probe.port)) && (await answersHttp(reach, node, probe))
        ? "yes"
        : "no";
    case "ipvs":
      return askIpvs(reach, node, probe, mayLack);
    case "command":
      return (await succeeds(reach, node, probe)) ? "yes" : "no";
    case "ways":
      return (await waysIn(reach, node, probe.to)) === [...probe.vias].sort().join(" ") ? "yes" : "no";
    case "route":
      return (await routes(reach, node, probe)) ? "yes" : "no";
  }
}

async function routes(
  reach: Reach,
  node: PlannedNode,
  { to, via }: { readonly to: string; readonly via: string },
): Promise<boolean> {
  return familyOf(via) === "ipv4"
    ? hasRoute(await networkFile(reach, node.name, "route"), to, via)
    : hasRoute6(await networkFile(reach, node.name, "ipv6_route"), to, via);
}

async function succeeds(
  reach: Reach,
  { name }: PlannedNode,
  { command, needs, seenBy }: Extract<ReadinessProbe, { kind: "command" }>,
): Promise<boolean> {
  const kernel = reach.nodeKernels[name] ?? "host";
  // FRR's shell takes 0.16 s of a processor in a guest, and 2 ms outside.
  if (kernel === "uml" && seenBy !== undefined && reach.lives(seenBy.node)) {
    const { exitCode } = await runInNode(reach, seenBy.node, seenBy.command, { timeoutMs: 5_000 });
    return exitCode === 0;
  }
  const where = isOuter(kernel, needs) ? "outer" : "network";
  return (await runInNode(reach, name, command, { timeoutMs: 5_000, where })).exitCode === 0;
}

type IpvsProbe = Extract<ReadinessProbe, { kind: "ipvs" }>;

/** The kernel's names of the forwarding methods (net/netfilter/ipvs/ip_vs_ctl.c, ip_vs_fwd_name). */
const FORWARDING = { dr: "Route", tun: "Tunnel", nat: "Masq" } as const;

/** After a reload the table must be the new configuration's, not only be there. */
async function askIpvs(reach: Reach, node: PlannedNode, probe: IpvsProbe, mayLack: boolean): Promise<Answer> {
  const seen = ipvsService(await networkFile(reach, node.name, "ip_vs"), probe);
  if (seen === null || seen.scheduler !== probe.table.scheduler) return "no";
  const { mode, servers } = probe.table;
  for (const { address, port, forwarding, weight } of seen.servers) {
    const wanted = servers.find((server) => server.address === address && server.port === port);
    if (forwarding !== FORWARDING[mode] || wanted?.weight !== weight) return "no";
  }
  const answer = seen.servers.length === servers.length ? "yes" : "lacks-servers";
  // What is not enough anyhow need not be asked for its settings.
  const isEnough = answer === "yes" || mayLack;
  return !isEnough || (await hasSettings(reach, node, seen, probe)) ? answer : "no";
}

/**
 * Whether a service's flags and persistence are the probe's. /proc/net/ip_vs does not show the former, and the latter in
 * ticks of the kernel's own length: where there are any, `ipvsadm -Sn` tells.
 */
async function hasSettings(
  reach: Reach,
  node: PlannedNode,
  seen: IpvsService,
  { table, ...socket }: IpvsProbe,
): Promise<boolean> {
  if (seen.onePacket !== table.onePacket || seen.persistent !== (table.persistence !== null)) return false;
  if (table.persistence === null && !(table.scheduler in FLAGGED_SCHEDULERS)) return true;
  const saved = await runInNode(reach, node.name, ["ipvsadm", "-Sn"], { timeoutMs: 5_000 });
  return isDeepStrictEqual(savedSettings(saved.stdout, socket), {
    flags: table.flags,
    persistence: table.persistence,
  });
}

function serviceOf(plan: Plan, { protocol, vip, port }: IpvsProbe): PlannedService | undefined {
  return plan.services.find(
    (service) => service.protocol === protocol && vipsOf(service).includes(vip) && service.port === port,
  );
}

/** How long a director's checks may take to find out about all its servers, milliseconds. */
function checkedWithinMs(plan: Plan, probe: IpvsProbe): number {
  const check = serviceOf(plan, probe)?.check;
  return 1_000 + (check ? (check.everyMs + check.timeoutMs) * (check.failures + 1) : 0);
}

async function listens(reach: Reach, node: PlannedNode, port: number): Promise<boolean> {
  if (listensOn(await networkFile(reach, node.name, "tcp"), port)) return true;
  return listensOn(await networkFile(reach, node.name, "tcp6"), port);
}

async function answersHttp(
  reach: Reach,
  node: PlannedNode,
  probe: { readonly port: number; readonly path: string },
): Promise<boolean> {
  const address = node.interfaces[0]?.addresses[0]?.split("/")[0] ?? "127.0.0.1";
  const url = `http://${address}:${probe.port}${probe.path}`;
  // A server that listens but does not serve yet keeps the request waiting: one patient request, not many.
  const curl = [
    "curl",
    "--silent",
    "--max-time",
    "10",
    "--output",
    "/dev/null",
    "--write-out",
    "%{http_code}",
    url,
  ];
  const { stdout } = await runInNode(reach, node.name, curl, { timeoutMs: 12_000 });
  return stdout === "200";
}

/** The next hops of the only route to a prefix, sorted. */
async function waysIn(reach: Reach, node: PlannedNode, to: string): Promise<string | null> {
  const said = await runInNode(reach, node.name, ["ip", "-json", "route", "show", to], { timeoutMs: 5_000 });
  return said.exitCode === 0 ? nextHopsIn(said.stdout).join(" ") : null;
}

function lacking(probe: ReadinessProbe): string {
  switch (probe.kind) {
    case "listen":
      return `nothing listens on TCP port ${probe.port}`;
    case "http":
      return `GET ${probe.path} on port ${probe.port} does not answer 200`;
    case "ipvs":
      return `IPVS has not ${probe.servers} live real servers for ${socketText(probe.vip, probe.port)}`;
    case "command":
      return `it is not so that ${probe.means}`;
    case "ways":
      return `the kernel has no route to ${probe.to} over ${probe.vias.join(", ")}`;
    case "route":
      return `the kernel has no route to ${probe.to} via ${probe.via}`;
  }
}

const TELL = `
sv status /run/service/* 2>&1
for log in /var/log/*.log; do [ -s "$log" ] && echo "-- last lines of $log" && tail -n 8 "$log"; done
`;

async function notReady(reach: Reach, node: PlannedNode, why: string): Promise<ToldError> {
  const told = await runInNode(reach, node.name, ["/bin/sh", "-c", TELL], { timeoutMs: 5_000 }).catch(
    () => null,
  );
  return new ToldError(`node ${node.name} is not ready: ${why}`, {
    exitCode: EXIT.cannotRunHere,
    ...(told === null ? {} : { help: told.stdout.trim() }),
  });
}
