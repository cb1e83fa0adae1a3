import { readFileSync } from "node:fs";
import type { Trace } from "../../scripts/trace/trace.ts";

/** Labs of which a trace is stored: one a forwarding mode. */
export const STORED = ["lvs-dr", "lvs-nat", "lvs-fullnat", "lvs-tun", "lvs-proxy"] as const;

/** What test/live/trace.test.ts saw on a lab, without its times. */
export function storedTrace(lab: (typeof STORED)[number]): Trace {
  return JSON.parse(readFileSync(new URL(`golden/${lab}.json`, import.meta.url), "utf8")) as Trace;
}
