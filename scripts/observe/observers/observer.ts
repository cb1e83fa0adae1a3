import type { Engine, RunningLab } from "../../engines/engine.ts";
import type { Traffic } from "../../traffic/send.ts";
import type { Need, Observation } from "../observation.ts";

export interface ObserverContext {
  readonly engine: Pick<Engine, "run" | "spawn" | "capture" | "stream" | "tool">;
  readonly lab: RunningLab;
  /** The folder that files are written to; it must exist. */
  readonly folder: string;
  /** What a file's name begins with; the next run of traffic has another. */
  readonly name: string;
  readonly signal: AbortSignal;
}

export type NeedOf<K extends Need["kind"]> = Extract<Need, { kind: K }>;

/** What looks at one kind of thing while traffic flows; one file each, collected in registry.ts. */
export interface Observer<K extends Need["kind"], P extends keyof Observation> {
  /** What an observation has where nobody asks for it. */
  readonly nothing: Pick<Observation, P>;
  /** Begins to look, before the traffic; there is at least one need. */
  begin(needs: readonly NeedOf<K>[], context: ObserverContext): Promise<Watch<P>>;
}

/** One of `end` and `cancel` is called, once. */
export interface Watch<P extends keyof Observation> {
  /** Right before the traffic and right after it, in its own turn, for what must not count what the lab does meanwhile. */
  readonly begins?: () => Promise<void>;
  readonly ends?: () => Promise<void>;
  /** The traffic has ended: what was seen. */
  end(traffic: Traffic): Promise<Pick<Observation, P>>;
  /** Something went wrong: what still runs goes, and nothing is read. */
  cancel(): Promise<void>;
}

/** For an observer that leaves nothing running. */
export async function nothingToCancel(): Promise<void> {}
