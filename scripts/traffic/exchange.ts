import http from "node:http";
import type { LookupRecord, RequestRecord } from "../observe/observation.ts";
import { epochMs } from "./clock.ts";
import type { CookieJar } from "./cookie-jar.ts";
import type { SenderJob } from "./job.ts";
import { lookupBy } from "./lookup.ts";

/** One HTTP request and its answer; whatever goes wrong stands in the record's `error`. It never rejects. */
export function exchange(
  job: SenderJob,
  agent: http.Agent,
  number: number,
  { dueAt, jar }: { readonly dueAt?: number; readonly jar?: CookieJar } = {},
): Promise<RequestRecord> {
  return new Promise((resolve) => {
    const id = `${job.idPrefix}-${number}`;
    const startedAt = epochMs();
    let localPort: number | null = null;
    let status: number | null = null;
    let servedBy: string[] = [];
    let bytes = 0;
    let settled = false;
    let lookup: LookupRecord | undefined;
    const { body } = job;
    const request = http.request({
      method: body === undefined ? "GET" : "POST",
      agent,
      host: job.address,
      ...(job.isName === true
        ? {
            lookup: lookupBy((record) => {
              lookup = record;
            }),
          }
        : {}),
      port: job.port,
      path: job.path,
      headers: {
        Host: job.host ?? job.service,
        ...job.headers,
        ...jar?.header(),
        "X-Request-Id": id,
        ...(body === undefined ? {} : { "Content-Length": body }),
      },
    });
    // A socket forgets its port when it is closed; while it connects the port is known, but told to nobody.
    const notePort = () => {
      localPort = request.socket?.localPort ?? localPort;
    };
    const deadline = setTimeout(() => {
      notePort();
      request.destroy(new Error(`no answer within ${job.timeoutMs} ms`));
    }, job.timeoutMs);
    const settle = (error: string | null) => {
      if (settled) return;
      settled = true;
      clearTimeout(deadline);
      notePort();
      resolve({
        id,
        client: job.client,
        service: job.service,
        sender: job.sender,
        dueAt: dueAt ?? startedAt,
        startedAt,
        endedAt: epochMs(),
        localPort,
        status: error === null ? status : null,
        error,
        servedBy,
        reused: request.reusedSocket,
        bytes,
        ...(job.download === true ? { download: true } : {}),
        ...(lookup === undefined ? {} : { lookup }),
      });
    };
    request.on("socket", (socket) => {
      if (socket.connecting) socket.once("connect", notePort);
      else notePort();
    });
    request.on("error", (error) => settle(explain(error)));
    request.on("response", (response) => {
      status = response.statusCode ?? null;
      jar?.keep(response.headers["set-cookie"] ?? []);
      servedBy = servedByChain(response.rawHeaders);
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on("end", () => settle(null));
      response.on("error", (error) => settle(`the answer broke off: ${explain(error)}`));
      response.on("close", () => settle("the answer broke off"));
    });
    request.end(body === undefined ? undefined : Buffer.alloc(body, " "));
  });
}

/** Every server adds its own header after those it was given, so the nearest server's comes last. */
function servedByChain(rawHeaders: readonly string[]): string[] {
  const names = rawHeaders.filter((_, index) => index % 2 === 1 && isServedBy(rawHeaders[index - 1]));
  return names.flatMap((value) => value.split(",").map((name) => name.trim())).reverse();
}

function isServedBy(header: string | undefined): boolean {
  return header?.toLowerCase() === "x-served-by";
}

const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "connection reset",
  EHOSTUNREACH: "no route to host",
  ENETUNREACH: "network unreachable",
  ETIMEDOUT: "connection timed out",
  EPIPE: "connection closed while sending",
};

function explain(error: NodeJS.ErrnoException): string {
  const cause = error.code === undefined ? undefined : CAUSES[error.code];
  return cause ?? error.message;
}
