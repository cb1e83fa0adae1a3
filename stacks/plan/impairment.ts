import type { Impairment } from "../lab/schema/impairment.ts";
import type { PlannedImpairment } from "./plan.ts";

/** What the lab says of a link, in the plan's terms; nothing where it says nothing. */
export function impaired({ delay, loss, rate }: Impairment): PlannedImpairment {
  return {
    ...(delay === undefined || delay === 0 ? {} : { delayMs: delay }),
    ...(loss === undefined || loss === 0 ? {} : { loss }),
    ...(rate === undefined ? {} : { rateBits: rate }),
  };
}

/**
 * The words that make an interface send so. netem keeps 1,000 packets unless told otherwise, and drops what comes on
 * top (tc-netem(8)): that is a router's queue before a slow link, and too few for a delay alone.
 */
export function qdiscWords(dev: string, { delayMs, loss, rateBits }: PlannedImpairment): string[] {
  return [
    ...["tc", "qdisc", "replace", "dev", dev, "root", "netem"],
    ...(delayMs === undefined ? [] : ["delay", `${delayMs}ms`]),
    ...(loss === undefined ? [] : ["loss", `${Number((loss * 100).toFixed(3))}%`]),
    ...(rateBits === undefined ? [] : ["rate", `${rateBits / 1000}kbit`]),
    ...["limit", rateBits === undefined ? "100000" : "1000"],
  ];
}
