import type { Agent } from "node:http";
import type { RequestRecord } from "../observe/observation.ts";
import { epochMs } from "./clock.ts";
import { CookieJar } from "./cookie-jar.ts";
import { exchange } from "./exchange.ts";
import type { LoadPattern, ProbePattern, SenderJob } from "./job.ts";
import { PortedAgent } from "./ported-agent.ts";
import { questioner } from "./query.ts";

/** Sends what the job asks for and tells each finished request; resolves once all are answered or given up. */
export async function carryOut(job: SenderJob, tell: (record: RequestRecord) => void): Promise<void> {
  if (job.pattern.kind === "load") await load(job, job.pattern, tell);
  else await probe(job, job.pattern, tell);
}

/** What makes one request of a job after the other. */
interface Requester {
  request(number: number, dueAt?: number): Promise<RequestRecord>;
  close(): void;
}

function requester(job: SenderJob, agent: Agent): Requester {
  const { question } = job;
  if (question !== undefined) {
    const { ask, close } = questioner(job, question);
    return { request: ask, close };
  }
  const cookies = job.cookies === true ? { jar: new CookieJar() } : {};
  return {
    request: (number, dueAt) =>
      exchange(job, agent, number, { ...cookies, ...(dueAt === undefined ? {} : { dueAt }) }),
    close: () => agent.destroy(),
  };
}

async function load(job: SenderJob, pattern: LoadPattern, tell: (record: RequestRecord) => void) {
  const agent =
    pattern.connections === "kept"
      ? new PortedAgent(job, { keepAlive: true, maxSockets: pattern.concurrency })
      : new PortedAgent(job, { keepAlive: false });
  const { request, close } = requester(job, agent);
  let next = 1;
  const worker = async () => {
    while (next <= pattern.requests) tell(await request(next++));
  };
  await Promise.all(Array.from({ length: Math.min(pattern.concurrency, pattern.requests) }, worker));
  close();
}

async function probe(job: SenderJob, pattern: ProbePattern, tell: (record: RequestRecord) => void) {
  const { request, close } = requester(job, new PortedAgent(job, { keepAlive: false }));
  const start = epochMs();
  const count = Math.max(1, Math.floor(pattern.forMs / pattern.everyMs));
  const running: Promise<void>[] = [];
  for (let number = 1; number <= count; number++) {
    const dueAt = start + (number - 1) * pattern.everyMs;
    await until(dueAt);
    running.push(request(number, dueAt).then(tell));
  }
  await Promise.all(running);
  close();
}

/** Resolves at once where the time has passed: a late probe is sent late, never left out. */
function until(at: number): Promise<void> {
  const waitMs = at - epochMs();
  return waitMs <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, waitMs));
}
