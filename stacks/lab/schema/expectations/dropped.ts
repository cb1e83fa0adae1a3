import * as z from "zod";
import { mention } from "../mention.ts";
import { nodeRef, whole } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

/** What a guard drops, each by a counter of its own. */
export const DROP_REASONS = ["blocked", "over-rate", "over-connections"] as const;
export type DropReason = (typeof DROP_REASONS)[number];

const schema = z
  .strictObject({
    at: nodeRef.describe("The guard whose counters are read."),
    by: z
      .enum(DROP_REASONS)
      .describe(
        "Why: the source is on the block list, opens connections too fast, or has too many of them open.",
      ),
    "at-least": whole(1, 1_000_000).default(1).describe("The fewest packets that must have been dropped."),
  })
  .describe("How many packets a guard dropped while the traffic ran.");

export const dropped: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "traffic",
  *mentions({ at }) {
    yield mention("node", at, ["at"], ["guard"]);
  },
};
