import * as z from "zod";
import { mention } from "../mention.ts";
import { asked } from "../values.ts";
import { bound } from "./bound.ts";
import type { ExpectationSpec } from "./expectation.ts";

/** What can end an outage, each with timers of its own. */
export const OUTAGE_ENDERS = ["vrrp", "vrrp-handover", "dns"] as const;

const schema = z
  .strictObject({
    of: asked.describe("The service that is probed, or the name."),
    after: z
      .enum(["start"])
      .optional()
      .describe("`start`: only what comes after the node's power-on counts. Default: all of the traffic."),
    "at-most": bound.describe(
      "The longest time from one served probe to the next with a failed one between.",
    ),
    from: z
      .enum(OUTAGE_ENDERS)
      .optional()
      .describe(
        "Whose timers `bound` is computed from. vrrp: a backup becomes the master when it has not heard of it. vrrp-handover: the master says that it leaves. dns: the name servers no longer answer with a site that is dead.",
      ),
  })
  .describe("The longest time for which probes fail.");

export const outage: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "probe",
  *mentions({ of }) {
    yield mention("asked", of, ["of"]);
  },
};
