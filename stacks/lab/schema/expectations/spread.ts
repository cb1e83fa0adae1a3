import * as z from "zod";
import { mention } from "../mention.ts";
import { NAME_ROLES, SERVER_ROLES } from "../role.ts";
import { nodeRef, share } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    by: nodeRef.describe("The tier over which requests spread."),
    flows: z
      .boolean()
      .optional()
      .describe(
        "Whether connections are counted by the node that their first packet came to, as for directors. Default: by the node that served.",
      ),
    like: z
      .enum(["weights", "even"])
      .describe("The shares to be seen: those of the service's weights, or equal ones."),
    within: share.prefault("5%").describe("How far a share may lie from its expectation."),
  })
  .describe("How new connections spread over a tier.");

export const spread: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "requests",
  *mentions({ by, flows }) {
    yield mention("node", by, ["by"], flows === true ? [] : [...SERVER_ROLES, ...NAME_ROLES]);
  },
};
