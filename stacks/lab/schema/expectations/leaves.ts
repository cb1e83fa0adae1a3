import * as z from "zod";
import { mention } from "../mention.ts";
import { NAME_ROLES, SERVER_ROLES } from "../role.ts";
import { nodeRef } from "../values.ts";
import { bound } from "./bound.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    node: nodeRef.describe("The server or director that a fault of the timeline takes out."),
    within: bound.describe("From the end of the fault to the last new connection that comes to it."),
  })
  .describe("How long new connections still come to a node that is taken out.");

export const leaves: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "probe",
  *mentions({ node }) {
    yield mention("node", node, ["node"], ["director", ...SERVER_ROLES, ...NAME_ROLES]);
  },
};
