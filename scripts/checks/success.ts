import type { RequestRecord } from "../observe/observation.ts";

/** Whether a request was answered, and not by an error; a DNS query: by a record. */
export function isServed({ status, error, dns }: RequestRecord): boolean {
  if (error !== null) return false;
  if (dns !== undefined) return dns.rcode === "NOERROR" && dns.answers.length > 0;
  return status !== null && status >= 200 && status < 400;
}

/** What became of a request that was not served, as in `status 502`, `connection refused` or `NXDOMAIN`. */
export function failureOf({ status, error, dns }: RequestRecord): string {
  if (error !== null) return error;
  if (dns !== undefined) return dns.rcode === "NOERROR" ? "no such record" : dns.rcode;
  return status === null ? "no answer" : `status ${status}`;
}

/** Whether nothing came back before its own deadline (scripts/traffic). */
export function hadNoAnswerInTime({ error }: RequestRecord): boolean {
  return error?.startsWith("no answer within") ?? false;
}
