import * as z from "zod";
import { mention } from "../mention.ts";
import { serviceRef, whole } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    of: serviceRef.describe("The service that is downloaded from."),
    connections: z
      .union([z.literal("all"), whole(0, 10_000)])
      .default("all")
      .describe("How many of the downloads that are open when a fault strikes come to their end."),
  })
  .describe("Open connections that outlive the faults of the timeline.");

export const survive: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "download",
  *mentions({ of }) {
    yield mention("service", of, ["of"]);
  },
};
