import * as z from "zod";
import { mention } from "../mention.ts";
import { SERVER_ROLES } from "../role.ts";
import { nodeRef, whole } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    at: nodeRef.describe("The servers that are looked at while the traffic flows."),
    max: whole(0, 1_000_000).describe("The most that one of them may have at a time."),
  })
  .describe(
    "Half-open connections: a SYN came, the rest of the handshake did not. One counts that a server still has at the next look, a fifth of a second later.",
  );

export const halfOpen: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "traffic",
  *mentions({ at }) {
    yield mention("node", at, ["at"], SERVER_ROLES);
  },
};
