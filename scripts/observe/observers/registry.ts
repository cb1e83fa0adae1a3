import type { Traffic } from "../../traffic/send.ts";
import type { Need, Observation } from "../observation.ts";
import { arp } from "./arp.ts";
import { cpu } from "./cpu.ts";
import { drops } from "./drops.ts";
import { flows } from "./flows.ts";
import { halfOpen } from "./half-open.ts";
import { ipvs } from "./ipvs.ts";
import type { Observer, ObserverContext, Watch } from "./observer.ts";
import { packets } from "./packets.ts";
import { serverLog } from "./server-log.ts";
import { syns } from "./syns.ts";

/** Every kind of thing that a check can ask to see; one that is missing does not compile. */
const OBSERVERS: { readonly [K in Need["kind"]]: Observer<K, never> } = {
  packets,
  ipvs,
  arp,
  "server-log": serverLog,
  "half-open": halfOpen,
  syns,
  drops,
  cpu,
  flows,
};

/** What observers see; the rest of an observation is the traffic's own. */
export type Seen = Omit<Observation, "requests" | "faults" | "floods" | "latenessMs">;

const NOTHING = Object.assign({}, ...Object.values(OBSERVERS).map(({ nothing }) => nothing)) as Seen;

/** Those that look while one run of traffic flows. */
export interface Watching {
  /** Called right before the traffic and right after it, in its own turn. */
  begins(): Promise<void>;
  ends(): Promise<void>;
  /** The traffic has ended: what was seen. */
  end(traffic: Traffic): Promise<Seen>;
  /** Something went wrong: what still runs goes. */
  cancel(): Promise<void>;
}

/** Begins to look at what is needed, all side by side; where one cannot, the others are called off. */
export async function beginAll(needs: readonly Need[], context: ObserverContext): Promise<Watching> {
  const kinds = [...new Set(needs.map(({ kind }) => kind))];
  const begun = await Promise.allSettled(kinds.map((kind) => begin(kind, needs, context)));
  const watches = begun.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const cancel = async () => void (await Promise.allSettled(watches.map((watch) => watch.cancel())));
  const failed = begun.find((one) => one.status === "rejected");
  if (failed !== undefined) {
    await cancel();
    throw failed.reason;
  }
  return {
    begins: async () => void (await Promise.all(watches.map((watch) => watch.begins?.()))),
    ends: async () => void (await Promise.all(watches.map((watch) => watch.ends?.()))),
    end: async (traffic) =>
      Object.assign({}, NOTHING, ...(await Promise.all(watches.map((watch) => watch.end(traffic))))) as Seen,
    cancel,
  };
}

function begin(
  kind: Need["kind"],
  needs: readonly Need[],
  context: ObserverContext,
): Promise<Watch<keyof Observation>> {
  const observer = OBSERVERS[kind] as unknown as Observer<Need["kind"], keyof Observation>;
  return observer.begin(
    needs.filter((need) => need.kind === kind),
    context,
  );
}
