import * as z from "zod";
import { checkName, expect } from "./expect.ts";
import { fault } from "./fault.ts";
import { patch } from "./patch.ts";
import { send } from "./send.ts";
import { name, oneOrMore } from "./values.ts";

/** A break: the same lab with one thing changed, which the named check must notice. */
export const labBreak = z
  .strictObject({
    with: patch.prefault({}),
    timeline: z
      .array(fault)
      .min(1)
      .max(200)
      .optional()
      .describe("Faults that strike instead of the test's own."),
    fails: checkName.describe("The check that must now fail."),
    sees: expect.optional().describe("What is seen instead."),
  })
  .describe("The same lab with one thing changed, which the named check must notice.");

export const test = z
  .strictObject({
    id: name.describe("The claim's id."),
    claim: z.string().min(10).max(300).describe("The sentence that this test proves."),
    send: oneOrMore(send).optional().describe("The traffic: one sender, or several at the same time."),
    timeline: z.array(fault).max(200).default([]).describe("Faults that strike while the traffic flows."),
    expect: expect.describe("The checks that must hold."),
    breaks: z
      .array(labBreak)
      .max(50)
      .default([])
      .describe("What must make a check fail, each tried on its own."),
    "no-break": z.string().min(10).max(300).optional().describe("Why no break can be given."),
  })
  .describe("One claim, how it is proven, and what disproves it.");

export type LabBreak = z.output<typeof labBreak>;
export type Test = z.output<typeof test>;
