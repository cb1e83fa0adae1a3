import * as z from "zod";
import { mention } from "../mention.ts";
import { nodeRef } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    from: nodeRef.optional().describe("The client whose requests are meant. Default: all requests."),
    request: z
      .array(nodeRef)
      .min(2)
      .max(64)
      .optional()
      .describe("The nodes that a request visits, in order; a tier stands for any one of its nodes."),
    reply: z
      .array(nodeRef)
      .min(2)
      .max(64)
      .optional()
      .describe(
        "The nodes that its reply visits, in order, from the node that the first connection ends on.",
      ),
  })
  .describe("The nodes that a request and its reply visit.");

export const path: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "requests",
  claiming: ["request", "reply"],
  *mentions({ from, request = [], reply = [] }) {
    if (from !== undefined) yield mention("node", from, ["from"], ["client"]);
    for (const [at, hop] of request.entries()) yield mention("node", hop, ["request", at]);
    for (const [at, hop] of reply.entries()) yield mention("node", hop, ["reply", at]);
  },
};
