import * as z from "zod";
import { mention } from "../mention.ts";
import { nodeRef } from "../values.ts";
import { bound } from "./bound.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    around: nodeRef.describe("The director that a fault of the timeline strikes."),
    within: bound.describe("From the first failed probe to the last."),
  })
  .describe("How long routers still send connections to a director that is gone.");

export const reroute: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "probe",
  *mentions({ around }) {
    yield mention("node", around, ["around"], ["director"]);
  },
};
