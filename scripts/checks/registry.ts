import type { CheckName, Expectation } from "../../stacks/lab/schema/expect.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import type { Company } from "../gate/gate.ts";
import type { Need } from "../observe/observation.ts";
import { answers } from "./answers.ts";
import { arp } from "./arp.ts";
import { cache } from "./cache.ts";
import type { Check, Evidence, Judgement } from "./check.ts";
import { cpu } from "./cpu.ts";
import { dropped } from "./dropped.ts";
import { errorsStop } from "./errors-stop.ts";
import { halfOpen } from "./half-open.ts";
import { handshake } from "./handshake.ts";
import { ipvs } from "./ipvs.ts";
import { latency } from "./latency.ts";
import { leaves } from "./leaves.ts";
import { moved } from "./moved.ts";
import { outage } from "./outage.ts";
import { path } from "./path.ts";
import { reroute } from "./reroute.ts";
import { returns } from "./returns.ts";
import { rewrite } from "./rewrite.ts";
import { saw } from "./saw.ts";
import { served } from "./served.ts";
import { servedBy } from "./served-by.ts";
import { spread } from "./spread.ts";
import { stable } from "./stable.ts";
import { sticky } from "./sticky.ts";
import { survive } from "./survive.ts";
import { syns } from "./syns.ts";
import { waits } from "./waits.ts";

/** Every kind of check; one that is missing does not compile. */
export const CHECKS: { readonly [K in CheckName]: Check<K> } = {
  served,
  "served-by": servedBy,
  sticky,
  cpu,
  spread,
  stable,
  path,
  rewrite,
  arp,
  ipvs,
  saw,
  "errors-stop": errorsStop,
  returns,
  waits,
  leaves,
  reroute,
  outage,
  survive,
  "half-open": halfOpen,
  dropped,
  cache,
  syns,
  handshake,
  latency,
  moved,
  answers,
};

/** What is to be observed for one expectation. */
export function needsOf<K extends CheckName>(
  name: K,
  expectation: Expectation<K>,
  running: Plan,
): readonly Need[] {
  return checkNamed(name).needs(expectation, running);
}

/** Beside what the check's traffic may run. */
export function companyOf(name: CheckName): Company {
  return CHECKS[name].company;
}

/** Judges one expectation on what was seen. */
export function judge<K extends CheckName>(
  name: K,
  expectation: Expectation<K>,
  evidence: Evidence,
): Judgement {
  return checkNamed(name).judge(expectation, evidence);
}

function checkNamed<K extends CheckName>(name: K): Check<K> {
  return CHECKS[name];
}
