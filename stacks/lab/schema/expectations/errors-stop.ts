import * as z from "zod";
import { mention } from "../mention.ts";
import { nodeRef } from "../values.ts";
import { bound } from "./bound.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    after: nodeRef.describe("The node that a fault of the timeline strikes."),
    within: bound.describe("From the fault to the last failed probe before the node's return."),
  })
  .describe("How long after a fault requests still fail.");

export const errorsStop: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "probe",
  *mentions({ after }) {
    yield mention("node", after, ["after"]);
  },
};
