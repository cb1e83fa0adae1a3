import * as z from "zod";
import { name, whole } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    of: name.optional().describe("The sender whose requests are meant, by its name. Default: all requests."),
    failed: whole(0, 1_000_000).default(0).describe("The most requests that may fail."),
    "at-least": whole(0, 1_000_000).default(1).describe("The fewest requests that must be served."),
    "at-most": whole(0, 1_000_000).optional().describe("The most requests that may be served."),
  })
  .describe("How many requests are served.");

export const served: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "requests",
  mentions: () => [],
};
