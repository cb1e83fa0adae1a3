import { type Fault, type FaultKind, type FaultOf, faultKind } from "../../../stacks/lab/schema/fault.ts";
import type { Act } from "./act.ts";
import { announce } from "./announce.ts";
import { change } from "./change.ts";
import { cut } from "./cut.ts";
import { drain } from "./drain.ts";
import { impair } from "./impair.ts";
import { kill } from "./kill.ts";
import { purge } from "./purge.ts";
import { refill } from "./refill.ts";
import { reload } from "./reload.ts";
import { restore } from "./restore.ts";
import { start } from "./start.ts";
import { stop } from "./stop.ts";
import { withdraw } from "./withdraw.ts";

/** How every fault of the lab language is carried out. */
const ACTS: { readonly [K in FaultKind]: Act<FaultOf<K>> } = {
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
};

export function actOf(fault: Fault): Act<Fault> {
  return ACTS[faultKind(fault)] as unknown as Act<Fault>;
}
