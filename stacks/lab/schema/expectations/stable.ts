import * as z from "zod";
import { mention } from "../mention.ts";
import { nodeRef } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    flow: nodeRef.describe("The tier of which each connection keeps to one node, as seen by its packets."),
  })
  .describe("Connections that keep to one node of a tier.");

export const stable: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "requests",
  *mentions({ flow }) {
    yield mention("node", flow, ["flow"]);
  },
};
