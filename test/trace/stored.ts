import { readFileSync } from "node:fs";
import type { Trace } from "../../scripts/trace/trace.ts";

/** Labs of which a trace is stored: one a forwarding mode, and one of UDP. */
export const STORED = ["lvs-dr", "lvs-nat", "lvs-fullnat", "lvs-tun", "lvs-proxy", "lvs-udp"] as const;

/** What is asked for where a lab has several services. */
export const ASKED: Readonly<Partial<Record<(typeof STORED)[number], string>>> = { "lvs-udp": "dns" };

/** What test/live/trace.test.ts saw on a lab, without its times. */
export function storedTrace(lab: (typeof STORED)[number]): Trace {
  return JSON.parse(readFileSync(new URL(`golden/${lab}.json`, import.meta.url), "utf8")) as Trace;
}
