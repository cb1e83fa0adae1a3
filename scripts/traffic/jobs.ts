import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import type { Send } from "../../stacks/lab/schema/send.ts";
import type { DownloadSend } from "../../stacks/lab/schema/senders/download.ts";
import type { HttpSend } from "../../stacks/lab/schema/senders/http.ts";
import type { ProbeSend } from "../../stacks/lab/schema/senders/probe.ts";
import type { Plan, PlannedService } from "../../stacks/plan/plan.ts";
import type { Family } from "../../stacks/plan/prefix.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import type { SenderJob } from "./job.ts";

/** One job for each client of each send, in the lab's order. `run` is unique to this run and starts every request id. */
export function senderJobs(sends: readonly Send[], plan: Plan, run: string): SenderJob[] {
  return sends
    .flatMap((send) => {
      if ("download" in send) return downloadJobs(send, plan);
      if ("http" in send) return loadJobs(send, plan);
      return "probe" in send ? probeJobs(send, plan) : [];
    })
    .map((job, index) => ({ ...job, idPrefix: `${run}-${job.client}-${index + 1}` }));
}

/** The longest that a job can take once it has started, milliseconds. */
export function longestMs({ pattern, timeoutMs }: SenderJob): number {
  if (pattern.kind === "probe") return pattern.forMs + timeoutMs;
  return Math.ceil(pattern.requests / pattern.concurrency) * timeoutMs;
}

function loadJobs(send: HttpSend, plan: Plan): Omit<SenderJob, "idPrefix">[] {
  const clients = clientsOf(send.from, plan);
  return clients.flatMap((client, index) => {
    const requests = evenShare(send.requests, clients.length, index);
    if (requests === 0) return [];
    const { concurrency, connections } = send;
    return {
      ...target(send.http, plan, send.over),
      ...asked(send.via, client, plan),
      sender: send.name ?? null,
      client,
      path: withQuery(send),
      ...(send.body === undefined ? {} : { body: send.body }),
      timeoutMs: send.timeout,
      pattern: { kind: "load", requests, concurrency, connections } as const,
    };
  });
}

function probeJobs(send: ProbeSend, plan: Plan): Omit<SenderJob, "idPrefix">[] {
  return clientsOf(send.from, plan).map((client) => ({
    ...target(send.probe, plan, send.over),
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

function downloadJobs(send: DownloadSend, plan: Plan): Omit<SenderJob, "idPrefix">[] {
  const { size, rate, connections } = send;
  return clientsOf(send.from, plan).map((client) => ({
    ...target(send.download, plan, send.over),
    sender: send.name ?? null,
    client,
    path: `/?size=${size}&rate=${Math.ceil(rate / 8)}`,
    timeoutMs: Math.ceil((size * 8_000) / rate) + DOWNLOAD_SPARE_MS,
    download: true,
    pattern: { kind: "load", requests: connections, concurrency: connections, connections: "new" } as const,
  }));
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
): Pick<SenderJob, "service" | "address" | "port"> {
  const service: PlannedService | undefined = plan.services.find((candidate) => candidate.name === name);
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

/** Where an edge cache is asked in a service's stead: its first node, on the segment that it shares with the client. */
function asked(
  via: string | undefined,
  client: string,
  plan: Plan,
): Partial<Pick<SenderJob, "address" | "port">> {
  if (via === undefined) return {};
  const [first] = nodesInPlan(via, plan);
  const interfacesOf = (name: string | undefined) =>
    plan.nodes.find((node) => node.name === name)?.interfaces ?? [];
  const own = interfacesOf(client).map(({ segment }) => segment);
  const interfaces = interfacesOf(first);
  const nearest = interfaces.find(({ segment }) => own.includes(segment)) ?? interfaces[0];
  const address = nearest?.addresses[0]?.split("/")[0];
  return address === undefined ? {} : { address, port: 80 };
}

/** The application pads its page to `size` bytes and waits `delay` milliseconds. */
function withQuery({ path, size, delay }: HttpSend): string {
  const query = [
    ...(size === undefined ? [] : [`size=${size}`]),
    ...(delay === undefined ? [] : [`delay=${delay}`]),
  ].join("&");
  return query === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${query}`;
}
