import * as z from "zod";
import { mention } from "../mention.ts";
import { nodeRef, serviceRef } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    of: serviceRef.describe("The service whose VIP is asked for."),
    "asked-by": nodeRef.describe("The node that broadcasts the question."),
    owners: z.array(nodeRef).max(200).describe("Every node that answers; a tier stands for all its nodes."),
  })
  .describe("Who answers ARP for a VIP.");

export const arp: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "nothing",
  *mentions({ of, "asked-by": askedBy, owners }) {
    yield mention("service", of, ["of"]);
    yield mention("node", askedBy, ["asked-by"]);
    for (const [at, owner] of owners.entries()) yield mention("node", owner, ["owners", at]);
  },
};
