import * as z from "zod";
import { nodeRef } from "../values.ts";
import { at, daemonName, type FaultSpec } from "./fault-spec.ts";
import { powered } from "./power.ts";

const schema = z
  .strictObject({
    at,
    stop: nodeRef.describe("An orderly stop: its daemons end first, then the node."),
    daemon: daemonName.optional().describe("Only this daemon of it ends, in its own time."),
  })
  .describe("In order: who is told to end may say goodbye.");

export const stop: FaultSpec<typeof schema> = {
  schema,
  effect: "away",

  ...powered("stop"),
};
