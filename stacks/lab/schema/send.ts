import * as z from "zod";
import type { Mention } from "./mention.ts";
import { dns } from "./senders/dns.ts";
import { download } from "./senders/download.ts";
import { flood } from "./senders/flood.ts";
import { flows } from "./senders/flows.ts";
import { http } from "./senders/http.ts";
import { probe } from "./senders/probe.ts";
import type { SenderSpec } from "./senders/sender.ts";

/** Every kind of traffic, by the key that tells it from the others. */
export const SENDERS = { http, probe, download, flood, flows, dns } as const;

export const send = z.union([
  http.schema,
  probe.schema,
  download.schema,
  flood.schema,
  flows.schema,
  dns.schema,
]);
export type Send = z.output<typeof send>;
export type SenderKind = keyof typeof SENDERS;

export function senderKind(send: Send): SenderKind {
  const kind = (Object.keys(SENDERS) as SenderKind[]).find((key) => key in send);
  if (kind === undefined) throw new Error("Expected a sender of a known kind");
  return kind;
}

/** The service that a sender's traffic goes to. */
export function sendTarget(send: Send): string {
  return specOf(send).target(send);
}

/** How many requests a sender makes. */
export function requestsOf(send: Send): number {
  return specOf(send).requests(send);
}

/** Whether its packets are requests that are answered. */
export function makesRequests(send: Send): boolean {
  return specOf(send).makes === "requests";
}

/** Whether it shows what a fault does. */
export function showsFaults(send: Send): boolean {
  return specOf(send).makes !== "packets";
}

/** How long a sender lasts, milliseconds, with the key that says so; null where nobody knows. */
export function lastsOf(send: Send): { readonly ms: number; readonly told: string } | null {
  return specOf(send).lasts(send);
}

/** The pace of its requests, milliseconds, by which an outage can be told; null where it keeps none. */
export function paceOf(send: Send): number | null {
  return specOf(send).pace(send);
}

/** Downloads up to this rate leave processors idle most of the time, bits a second. */
const LIGHT_RATE = 30_000_000;

/** Whether it keeps to a pace or a low rate, so that processors idle most of the time. */
export function isPaced(send: Send): boolean {
  return paceOf(send) !== null || ("download" in send && send.rate * send.connections <= LIGHT_RATE);
}

/** As in `60 requests to shop`. */
export function sendInWords(send: Send): string {
  return specOf(send).inWords(send);
}

/** What a sender names of the lab. */
export function sendMentions(send: Send): Iterable<Mention> {
  return specOf(send).mentions(send);
}

function specOf(send: Send): SenderSpec<z.ZodType<Send>> {
  return SENDERS[senderKind(send)] as unknown as SenderSpec<z.ZodType<Send>>;
}
