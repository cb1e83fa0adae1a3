import * as z from "zod";
import { mention } from "../mention.ts";
import { nodeRef } from "../values.ts";
import { bound } from "./bound.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    node: nodeRef.describe("The node that a fault of the timeline brings back."),
    within: bound.describe("From its start to the first probe that it serves."),
  })
  .describe("How long after its start a node serves again.");

export const returns: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "probe",
  *mentions({ node }) {
    yield mention("node", node, ["node"]);
  },
};
