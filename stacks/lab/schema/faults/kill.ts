import * as z from "zod";
import { nodeRef } from "../values.ts";
import { at, daemonName, type FaultSpec } from "./fault-spec.ts";
import { powered } from "./power.ts";

const schema = z
  .strictObject({
    at,
    kill: nodeRef.describe("The node loses its power: everything in it dies at once."),
    daemon: daemonName.optional().describe("Only this daemon of it, by SIGKILL; it stays down."),
  })
  .describe("At once, as by a loss of power or a crash.");

export const kill: FaultSpec<typeof schema> = {
  schema,
  effect: "away",

  ...powered("kill"),
};
