import { setTimeout as delay } from "node:timers/promises";
import type { PlannedNode, ReadinessProbe } from "../../../stacks/plan/plan.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { nodeLives } from "./door.ts";
import { networkFile } from "./network-file.ts";
import { hasRoute, ipvsServers, listensOn } from "./proc-net.ts";
import type { LabRecord } from "./record.ts";
import { runInNode } from "./run.ts";

/** A JVM on a busy machine takes some ten seconds. */
const READY_WITHIN_MS = 90_000;

/** Resolves once every readiness probe of the node has been answered; otherwise tells which was not, and what its daemons said last. */
export async function waitReady(record: LabRecord, node: PlannedNode, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  const interval = record.nodeKernels[node.name] === "uml" ? 50 : 20;
  for (const probe of node.readiness) {
    while (!(await answered(record, node, probe))) {
      signal.throwIfAborted();
      if (!nodeLives(record, node.name)) throw await notReady(record, node, "it died");
      if (Date.now() > deadline) throw await notReady(record, node, lacking(probe));
      await delay(interval);
    }
  }
}

async function answered(record: LabRecord, node: PlannedNode, probe: ReadinessProbe): Promise<boolean> {
  switch (probe.kind) {
    case "listen":
      return listens(record, node, probe.port);
    case "http":
      return (await listens(record, node, probe.port)) && (await answersHttp(record, node, probe));
    case "ipvs": {
      const table = await networkFile(record, node.name, "ip_vs");
      return ipvsServers(table, probe.vip, probe.port) === probe.servers;
    }
    case "route":
      return hasRoute(await networkFile(record, node.name, "route"), probe.to);
  }
}

async function listens(record: LabRecord, node: PlannedNode, port: number): Promise<boolean> {
  if (listensOn(await networkFile(record, node.name, "tcp"), port)) return true;
  return listensOn(await networkFile(record, node.name, "tcp6"), port);
}

async function answersHttp(
  record: LabRecord,
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
  const { stdout } = await runInNode(record, node.name, curl, { timeoutMs: 12_000 });
  return stdout === "200";
}

function lacking(probe: ReadinessProbe): string {
  switch (probe.kind) {
    case "listen":
      return `nothing listens on TCP port ${probe.port}`;
    case "http":
      return `GET ${probe.path} on port ${probe.port} does not answer 200`;
    case "ipvs":
      return `IPVS has not ${probe.servers} live real servers for ${probe.vip}:${probe.port}`;
    case "route":
      return `the kernel has no route to ${probe.to}`;
  }
}

const TELL = `
sv status /run/service/* 2>&1
for log in /var/log/*.log; do [ -s "$log" ] && echo "-- last lines of $log" && tail -n 8 "$log"; done
`;

async function notReady(record: LabRecord, node: PlannedNode, why: string): Promise<ToldError> {
  const told = await runInNode(record, node.name, ["/bin/sh", "-c", TELL], { timeoutMs: 5_000 }).catch(
    () => null,
  );
  return new ToldError(`node ${node.name} is not ready: ${why}`, {
    exitCode: EXIT.cannotRunHere,
    ...(told === null ? {} : { help: told.stdout.trim() }),
  });
}
