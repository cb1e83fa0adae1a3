import * as z from "zod";
import { mention } from "../mention.ts";
import { SERVER_ROLES } from "../role.ts";
import { nodeRef, share, whole } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    at: nodeRef.describe("The edge caches."),
    origin: nodeRef.describe("The web servers whose access log tells what was fetched."),
    "hit-ratio": share
      .optional()
      .describe(
        "The least share of requests that the caches answer by themselves; the origin must have logged exactly the others.",
      ),
    fetches: z
      .strictObject({
        "at-least": whole(0, 1_000_000).default(0).describe("The fewest."),
        "at-most": whole(0, 1_000_000).optional().describe("The most."),
      })
      .optional()
      .describe("How often the origin is asked."),
  })
  .describe("What edge caches answer by themselves, and what they fetch.");

export const cache: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "requests",
  claiming: ["hit-ratio", "fetches"],
  *mentions({ at, origin }) {
    yield mention("node", at, ["at"], ["cdn"]);
    yield mention("node", origin, ["origin"], SERVER_ROLES);
  },
};
