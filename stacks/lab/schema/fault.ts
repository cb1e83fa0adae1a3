import * as z from "zod";
import { type Mention, mention } from "./mention.ts";
import { duration, nodeRef } from "./values.ts";

const at = duration.describe("When, counted from the first request.");

/** An act on the running lab while traffic flows. */
export const fault = z
  .union([
    z.strictObject({
      at,
      kill: nodeRef.describe("The node loses its power: everything in it dies at once."),
    }),
    z.strictObject({
      at,
      stop: nodeRef.describe("An orderly stop: its daemons end first, then the node."),
    }),
    z.strictObject({ at, start: nodeRef.describe("The node is powered on again.") }),
  ])
  .describe("One fault, at a time counted from the first request.");

export type Fault = z.output<typeof fault>;

/** What a fault does, and to whom. */
export function faultTarget(fault: Fault): { readonly act: "kill" | "stop" | "start"; readonly ref: string } {
  if ("kill" in fault) return { act: "kill", ref: fault.kill };
  return "stop" in fault ? { act: "stop", ref: fault.stop } : { act: "start", ref: fault.start };
}

/** What a fault names of the lab. */
export function* faultMentions(fault: Fault): Generator<Mention> {
  const { act, ref } = faultTarget(fault);
  yield mention("node", ref, [act]);
}
