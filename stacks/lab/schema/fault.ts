import * as z from "zod";
import { announce } from "./faults/announce.ts";
import { change } from "./faults/change.ts";
import { cut } from "./faults/cut.ts";
import { drain } from "./faults/drain.ts";
import type { FaultSpec } from "./faults/fault-spec.ts";
import { impair } from "./faults/impair.ts";
import { kill } from "./faults/kill.ts";
import { purge } from "./faults/purge.ts";
import { refill } from "./faults/refill.ts";
import { reload } from "./faults/reload.ts";
import { restore } from "./faults/restore.ts";
import { start } from "./faults/start.ts";
import { stop } from "./faults/stop.ts";
import { withdraw } from "./faults/withdraw.ts";
import type { Mention } from "./mention.ts";

/** Every kind of act on the running lab, by the key that tells it from the others. */
export const FAULTS = {
  kill,
  stop,
  start,
  cut,
  restore,
  impair,
  drain,
  refill,
  withdraw,
  announce,
  change,
  reload,
  purge,
} as const;

export type FaultKind = keyof typeof FAULTS;

/** An act on the running lab while traffic flows. */
export const fault = z
  .union([
    kill.schema,
    stop.schema,
    start.schema,
    cut.schema,
    restore.schema,
    impair.schema,
    drain.schema,
    refill.schema,
    withdraw.schema,
    announce.schema,
    change.schema,
    reload.schema,
    purge.schema,
  ])
  .meta({
    id: "fault",
    description: "One act on the running lab, at a time counted from the first request.",
  });

export type Fault = z.output<typeof fault>;
export type FaultOf<K extends FaultKind> = z.output<(typeof FAULTS)[K]["schema"]>;

export function faultKind(fault: Fault): FaultKind {
  const kind = (Object.keys(FAULTS) as FaultKind[]).find((key) => key in fault);
  if (kind === undefined) throw new Error("Expected a fault of a known kind");
  return kind;
}

/** What is the same for all faults of its kind, and what it says of itself. */
export function faultSpec(fault: Fault): FaultSpec<z.ZodType<Fault>> {
  return FAULTS[faultKind(fault)] as unknown as FaultSpec<z.ZodType<Fault>>;
}

/** What becomes of whom acts of a kind strike. */
export function effectOf(kind: FaultKind): FaultSpec<z.ZodType<Fault>>["effect"] {
  return FAULTS[kind].effect;
}

/** As in `kill web1 at 1 s`. */
export function faultInWords(fault: Fault): string {
  return `${faultSpec(fault).inWords(fault)} at ${fault.at / 1000} s`;
}

/** What a fault names of the lab. */
export function faultMentions(fault: Fault): Iterable<Mention> {
  return faultSpec(fault).mentions(fault);
}
