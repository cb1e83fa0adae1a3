import type { CheckName, Expectation } from "../../stacks/lab/schema/expect.ts";
import type { Test } from "../../stacks/lab/schema/test.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import type { Company } from "../gate/gate.ts";
import type { Need, Observation } from "../observe/observation.ts";

/** What a judge knows beside its own expectation. */
export interface Evidence {
  /** The plan that expectations speak of: of the lab as written; a break changes what runs, not what is expected. */
  readonly expectedOf: Plan;
  /** The plan that runs: it tells whose an address or a MAC is. */
  readonly running: Plan;
  readonly test: Test;
  readonly seen: Observation;
}

export interface Judgement {
  readonly outcome: "holds" | "fails" | "not-measured";
  /** Short texts for the report, as in `web1 50%, web2 33%, web3 17% (within 5%)`. */
  readonly expected: string;
  readonly observed: string;
  /** The measured figure, with its unit, as in `OutPkts 0` or `1.4 s of 2.0 s`. */
  readonly figure: string;
  /** A sentence that says what was found. */
  readonly sentence: string;
  /** A command that shows more, as arguments of tierlab, as in `exec lvs-dr lvs1 -- ipvsadm -Ln`; null where there is none. */
  readonly look: string | null;
  /** The time that it judges, where it judges one; a drawing of the traffic shades it. */
  readonly window?: TimeWindow;
  /** One packet before and after the hop that it judges, where it judges one. */
  readonly packet?: PacketExample;
  /**
   * What packets showed that must be the same wherever the lab runs, in order, as in `lvs1: ip.ttl 63 → 62`: no times,
   * no numbers of packets, no ports that a client chose. None where faults struck, or where it judges no packets.
   */
  readonly facts?: readonly string[];
}

/** One packet on both sides of a hop, field by field. */
export interface PacketExample {
  readonly at: string;
  /** The numbers of its two frames in the capture's file. */
  readonly frames: readonly [before: number, after: number];
  readonly fields: readonly { readonly name: string; readonly before: string; readonly after: string }[];
  /** The two frames themselves, where the capture is at hand. */
  readonly bytes?: readonly [before: FrameBytes, after: FrameBytes];
}

export interface FrameBytes {
  /** Two digits a byte, from the Ethernet header on; the end of a long frame is left out. */
  readonly hex: string;
  /** Of the whole frame, bytes. */
  readonly length: number;
}

/** A stretch of time that was measured, and how long it may be. Times are milliseconds since the epoch. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
  readonly boundMs: number;
}

/** One kind of check; one file each, collected in registry.ts. */
export interface Check<K extends CheckName> {
  readonly name: K;
  /**
   * Beside what its traffic may run. Where it judges times, or what short timers decide, nobody may keep a processor busy
   * meanwhile; where it judges what a processor can do, nobody may do anything.
   */
  readonly company: Company;
  needs(expectation: Expectation<K>, running: Plan): readonly Need[];
  judge(expectation: Expectation<K>, evidence: Evidence): Judgement;
}
