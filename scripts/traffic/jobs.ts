import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import type { Send } from "../../stacks/lab/schema/send.ts";
import type { DnsSend } from "../../stacks/lab/schema/senders/dns.ts";
import type { DownloadSend } from "../../stacks/lab/schema/senders/download.ts";
import type { HttpSend } from "../../stacks/lab/schema/senders/http.ts";
import type { ProbeSend } from "../../stacks/lab/schema/senders/probe.ts";
import type { Plan, PlannedNode, PlannedService } from "../../stacks/plan/plan.ts";
import { type Family, familyOf } from "../../stacks/plan/prefix.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import type { SenderJob } from "./job.ts";
import { portAfter } from "./source-ports.ts";

/**
 * One job for each client of each send, in the lab's order. `run` is unique to this run and starts every request id; no
 * two connections have the same port, from `firstPort` on.
 */
export function senderJobs(
  sends: readonly Send[],
  plan: Plan,
  { run, firstPort }: { readonly run: string; readonly firstPort: number },
): SenderJob[] {
  const jobs = sends.flatMap((send) => {
    if ("download" in send) return downloadJobs(send, plan);
    if ("http" in send) return loadJobs(send, plan);
    if ("dns" in send) return queryJobs(send, plan);
    return "probe" in send ? probeJobs(send, plan) : [];
  });
  return jobs.map((job, index) => {
    const before = jobs.slice(0, index).reduce((sum, { pattern }) => sum + requestsOf(pattern), 0);
    const idPrefix = `${run}-${job.client}-${index + 1}`;
    return { ...job, idPrefix, firstPort: portAfter(firstPort, before) };
  });
}

function requestsOf(pattern: SenderJob["pattern"]): number {
  return pattern.kind === "probe" ? Math.ceil(pattern.forMs / pattern.everyMs) : pattern.requests;
}

type JobOfSend = Omit<SenderJob, "idPrefix" | "firstPort">;

/** The longest that a job can take once it has started, milliseconds. */
export function longestMs({ pattern, timeoutMs }: SenderJob): number {
  if (pattern.kind === "probe") return pattern.forMs + timeoutMs;
  return Math.ceil(pattern.requests / pattern.concurrency) * timeoutMs;
}

function loadJobs(send: HttpSend, plan: Plan): JobOfSend[] {
  const clients = clientsOf(send.from, plan);
  return clients.flatMap((client, index) => {
    const requests = evenShare(send.requests, clients.length, index);
    if (requests === 0) return [];
    const { concurrency, connections } = send;
    return {
      ...targetFor(client, send.http, plan, send.over),
      ...asked(send.via, client, plan),
      sender: send.name ?? null,
      client,
      path: withQuery(send),
      ...(send.host === undefined ? {} : { host: send.host }),
      ...(Object.keys(send.headers).length === 0 ? {} : { headers: send.headers }),
      ...(send.cookies === "keep" ? { cookies: true } : {}),
      ...(send.body === undefined ? {} : { body: send.body }),
      timeoutMs: send.timeout,
      pattern: { kind: "load", requests, concurrency, connections } as const,
    };
  });
}

function probeJobs(send: ProbeSend, plan: Plan): JobOfSend[] {
  return clientsOf(send.from, plan).map((client) => ({
    ...targetFor(client, send.probe, plan, send.over),
    ...asked(send.via, client, plan),
    sender: send.name ?? null,
    client,
    path: send.path,
    timeoutMs: send.timeout,
    pattern: { kind: "probe", everyMs: send.every, forMs: send.for } as const,
  }));
}

/** How much longer than by its rate a download may take: faults hold it up, and TCP comes back slowly. */
const DOWNLOAD_SPARE_MS = 5_000;

function downloadJobs(send: DownloadSend, plan: Plan): JobOfSend[] {
  const { size, rate, connections } = send;
  return clientsOf(send.from, plan).map((client) => ({
    ...targetFor(client, send.download, plan, send.over),
    sender: send.name ?? null,
    client,
    path: `/?size=${size}&rate=${Math.ceil(rate / 8)}`,
    timeoutMs: Math.ceil((size * 8_000) / rate) + DOWNLOAD_SPARE_MS,
    download: true,
    pattern: { kind: "load", requests: connections, concurrency: connections, connections: "new" } as const,
  }));
}

const DNS_PORT = 53;

function queryJobs(send: DnsSend, plan: Plan): JobOfSend[] {
  const clients = clientsOf(send.from, plan);
  const { every, concurrency } = send;
  const subnet = send["client-subnet"];
  return clients.flatMap((client, index) => {
    const queries = evenShare(send.queries, clients.length, index);
    if (queries === 0) return [];
    const asked =
      send.to === undefined
        ? { service: send.dns, address: "", port: DNS_PORT }
        : targetFor(client, send.to, plan, "ipv4");
    return {
      ...asked,
      sender: send.name ?? null,
      client,
      path: "",
      timeoutMs: send.timeout,
      question: {
        name: send.dns,
        type: send.type,
        sockets: send.sockets,
        ...(subnet === undefined ? {} : { subnet }),
      },
      pattern:
        every === undefined
          ? ({ kind: "load", requests: queries, concurrency, connections: "new" } as const)
          : ({ kind: "probe", everyMs: every, forMs: queries * every } as const),
    };
  });
}

export function clientsOf(refs: readonly string[], plan: Plan): string[] {
  return [...new Set(refs.flatMap((ref) => nodesInPlan(ref, plan)))];
}

export function evenShare(total: number, parts: number, index: number): number {
  return Math.floor(total / parts) + (index < total % parts ? 1 : 0);
}

export function target(
  name: string,
  plan: Plan,
  over: Family = "ipv4",
): Pick<SenderJob, "service" | "address" | "isName" | "port"> {
  const service: PlannedService | undefined = plan.services.find((candidate) => candidate.name === name);
  const named = service === undefined ? plan.names?.find((candidate) => candidate.name === name) : undefined;
  if (named !== undefined)
    return { service: name, address: name, isName: true, port: named.answers[0]?.port ?? 80 };
  if (service === undefined)
    throw new ToldError(`lab ${plan.lab} has no service \`${name}\` to send requests to`, {
      exitCode: EXIT.wrongInput,
    });
  const address = over === "ipv4" ? service.vip : service.vip6;
  if (address === undefined)
    throw new ToldError(`service \`${name}\` of lab ${plan.lab} has no VIP of IPv6`, {
      exitCode: EXIT.wrongInput,
    });
  return { service: name, address, port: service.port };
}

/** A service, or a tier of servers that is asked itself: its first node, on the port that it listens on. */
function targetFor(
  client: string,
  name: string,
  plan: Plan,
  over: Family,
): Pick<SenderJob, "service" | "address" | "isName" | "port"> {
  const isService = plan.services.some((candidate) => candidate.name === name);
  const [first] = plan.nodes.filter(({ tier }) => tier === name);
  if (isService || first === undefined) return target(name, plan, over);
  const address = nearestOf(first, client, plan, over);
  if (address === undefined)
    throw new ToldError(`${first.name} of lab ${plan.lab} has no address of ${over}`, {
      exitCode: EXIT.wrongInput,
    });
  const port =
    first.readiness.flatMap((probe) =>
      probe.kind === "http" || probe.kind === "listen" ? [probe.port] : [],
    )[0] ?? 80;
  return { service: name, address, port };
}

/** Where an edge cache is asked in a service's stead: its first node. */
function asked(
  via: string | undefined,
  client: string,
  plan: Plan,
): Partial<Pick<SenderJob, "address" | "isName" | "port">> {
  const [name] = via === undefined ? [] : nodesInPlan(via, plan);
  const first = plan.nodes.find((node) => node.name === name);
  const address = first && nearestOf(first, client, plan, "ipv4");
  return address === undefined ? {} : { address, isName: false, port: 80 };
}

/** The own address of a node on the segment that it shares with the client, else on its first one. */
function nearestOf(
  { interfaces }: PlannedNode,
  client: string,
  plan: Plan,
  family: Family,
): string | undefined {
  const own = plan.nodes.find(({ name }) => name === client)?.interfaces.map(({ segment }) => segment) ?? [];
  const nearest = interfaces.find(({ segment }) => own.includes(segment)) ?? interfaces[0];
  return nearest?.addresses
    .map((address) => address.split("/")[0] ?? "")
    .find((address) => familyOf(address) === family);
}

/** The application pads its page to `size` bytes and waits `delay` milliseconds. */
function withQuery({ path, size, delay }: HttpSend): string {
  const query = [
    ...(size === undefined ? [] : [`size=${size}`]),
    ...(delay === undefined ? [] : [`delay=${delay}`]),
  ].join("&");
  return query === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${query}`;
}
