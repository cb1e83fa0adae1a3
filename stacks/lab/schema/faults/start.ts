import * as z from "zod";
import { nodeRef } from "../values.ts";
import { at, daemonName, type FaultSpec } from "./fault-spec.ts";
import { powered } from "./power.ts";

const schema = z
  .strictObject({
    at,
    start: nodeRef.describe("The node is powered on again."),
    daemon: daemonName.optional().describe("Only this daemon of it."),
  })
  .describe("Back again.");

export const start: FaultSpec<typeof schema> = {
  schema,
  effect: "back",
  undoes: { acts: ["kill", "stop"], needless: "is started while it runs" },
  ...powered("start"),
};
