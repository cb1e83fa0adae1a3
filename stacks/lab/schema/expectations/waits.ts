import * as z from "zod";
import { mention } from "../mention.ts";
import { SERVER_ROLES } from "../role.ts";
import { nodeRef } from "../values.ts";
import { bound } from "./bound.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    after: nodeRef.describe("The server that a fault of the timeline strikes, behind Nginx."),
    "at-most": bound.describe("The longest that a probe waits for its answer from then on; all are served."),
  })
  .describe("How long requests wait when a server fails and another one is asked in its stead.");

export const waits: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "probe",
  *mentions({ after }) {
    yield mention("node", after, ["after"], SERVER_ROLES);
  },
};
