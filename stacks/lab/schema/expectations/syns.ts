import * as z from "zod";
import { mention } from "../mention.ts";
import { SERVER_ROLES } from "../role.ts";
import { nodeRef, whole } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    at: nodeRef.describe(
      "The servers that connections are opened to; a tier stands for all its nodes together.",
    ),
    "at-most": whole(0, 1_000_000).describe(
      "The most connections that may be opened; those of HTTP health checks do not count.",
    ),
  })
  .describe("TCP connections that are opened to servers while the traffic flows, each by its first SYN.");

export const syns: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "requests",
  *mentions({ at }) {
    yield mention("node", at, ["at"], SERVER_ROLES);
  },
};
