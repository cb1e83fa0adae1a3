import { createSocket, type Socket } from "node:dgram";
import { Resolver } from "node:dns";
import { decode, encode, type Packet } from "dns-packet";
import type { DnsAnswer, RequestRecord } from "../observe/observation.ts";
import { epochMs } from "./clock.ts";
import type { DnsQuestion, SenderJob } from "./job.ts";
import { queryPacket } from "./query-packet.ts";

/** What sends a job's queries; each is one packet that is never sent again. */
export interface Questioner {
  /** One query and its answer; whatever goes wrong stands in the record's `error`. It never rejects. */
  ask(number: number, dueAt?: number): Promise<RequestRecord>;
  close(): void;
}

/** Sends over one socket, or over a new one for each query, as the job says. */
export function questioner(job: SenderJob, question: DnsQuestion): Questioner {
  // Without an address: the client's own resolver, as /etc/resolv.conf says now.
  const server = {
    port: job.port,
    address: job.address === "" ? (new Resolver().getServers()[0] ?? "") : job.address,
  };
  const shared = question.sockets === "one" ? new Asker(server) : null;
  return {
    async ask(number, dueAt) {
      const startedAt = epochMs();
      const asker = shared ?? new Asker(server);
      const outcome = await asker.ask(questionPacket(question, number), job.timeoutMs);
      if (shared === null) asker.close();
      return {
        id: `${job.idPrefix}-${number}`,
        client: job.client,
        service: job.service,
        sender: job.sender,
        dueAt: dueAt ?? startedAt,
        startedAt,
        endedAt: epochMs(),
        localPort: asker.port,
        status: null,
        reused: false,
        ...outcome,
      };
    },
    close: () => shared?.close(),
  };
}

type Outcome = Pick<RequestRecord, "error" | "servedBy" | "bytes" | "dns">;

/** One socket, which takes nothing but what its server sends. */
class Asker {
  port: number | null = null;
  readonly #socket: Socket = createSocket("udp4");
  readonly #connected: Promise<string | null>;
  readonly #waiting = new Map<number, (outcome: Outcome) => void>();

  constructor({ address, port }: { readonly address: string; readonly port: number }) {
    this.#connected = new Promise((resolve) => {
      this.#socket.once("error", (error) => resolve(error.message));
      this.#socket.connect(port, address, () => {
        this.port = this.#socket.address().port;
        resolve(null);
      });
    });
    this.#socket.on("message", (message) => this.#take(message));
    // Answers of ICMP, as "port unreachable", come to the socket and not to one query.
    this.#socket.on("error", (error: NodeJS.ErrnoException) => this.#failAll(inWords(error)));
  }

  async ask(packet: Packet & { readonly id: number }, timeoutMs: number): Promise<Outcome> {
    const refused = await this.#connected;
    if (refused !== null) return failed(refused);
    return new Promise((resolve) => {
      const settle = (outcome: Outcome) => {
        clearTimeout(deadline);
        this.#waiting.delete(packet.id);
        resolve(outcome);
      };
      const deadline = setTimeout(() => settle(failed(`no answer within ${timeoutMs} ms`)), timeoutMs);
      this.#waiting.set(packet.id, settle);
      this.#socket.send(encode(packet), (error) => {
        if (error !== null) settle(failed(inWords(error)));
      });
    });
  }

  close(): void {
    this.#socket.close();
  }

  #take(message: Buffer): void {
    const answer = decoded(message);
    this.#waiting.get(answer?.id ?? -1)?.(answered(answer ?? {}, message.length));
  }

  #failAll(error: string): void {
    for (const settle of [...this.#waiting.values()]) settle(failed(error));
  }
}

/** What is no DNS packet is nobody's answer. */
function decoded(message: Buffer): Packet | null {
  try {
    return decode(message);
  } catch {
    return null;
  }
}

const MAX_ID = 0xffff;

function questionPacket({ name, type, subnet }: DnsQuestion, number: number) {
  return queryPacket({
    id: number % MAX_ID,
    name,
    type,
    asksWho: true,
    ...(subnet === undefined ? {} : { subnet }),
  });
}

function answered(packet: Packet, bytes: number): Outcome {
  const options: readonly DecodedOption[] = (packet.additionals ?? []).flatMap((one) =>
    one.type === "OPT" ? (one.options as unknown as DecodedOption[]) : [],
  );
  const nsid = options.find(({ code }) => code === NSID)?.data?.toString();
  const dns: DnsAnswer = {
    // The library tells the code by a name of its own field.
    rcode: (packet as { rcode?: string }).rcode ?? "SERVFAIL",
    answers: (packet.answers ?? []).flatMap((one) =>
      one.type === "OPT" ? [] : [{ data: dataText("data" in one ? one.data : ""), ttlS: one.ttl ?? 0 }],
    ),
    scope: options.find(({ code }) => code === CLIENT_SUBNET)?.scopePrefixLength ?? null,
  };
  return { error: null, servedBy: nsid === undefined ? [] : [nsid], bytes, dns };
}

/** Numbers of EDNS options (RFC 5001, RFC 7871). */
const NSID = 3;
const CLIENT_SUBNET = 8;

interface DecodedOption {
  readonly code: number;
  readonly data?: Buffer;
  readonly scopePrefixLength?: number;
}

function dataText(data: unknown): string {
  if (Array.isArray(data)) return data.map(String).join("");
  return typeof data === "string" || Buffer.isBuffer(data) ? String(data) : JSON.stringify(data);
}

function failed(error: string): Outcome {
  return { error, servedBy: [], bytes: 0 };
}

function inWords({ code, message }: NodeJS.ErrnoException): string {
  return code === "ECONNREFUSED" ? "port unreachable" : message;
}
