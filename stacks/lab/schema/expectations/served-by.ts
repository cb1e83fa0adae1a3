import * as z from "zod";
import { mention } from "../mention.ts";
import { NAME_ROLES, SERVER_ROLES } from "../role.ts";
import { name, nodeRef, oneOrMore } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    of: name.optional().describe("The sender whose requests are meant, by its name. Default: all requests."),
    node: oneOrMore(nodeRef).describe(
      "The servers that answer: each request comes to one of them and to nobody beside, and each of them gets some. A tier stands for any of its nodes.",
    ),
  })
  .describe("Which servers requests come to, those that pass them on left out.");

export const servedBy: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "requests",
  *mentions({ node }) {
    for (const [at, ref] of node.entries())
      yield mention("node", ref, ["node", at], [...SERVER_ROLES, ...NAME_ROLES]);
  },
};
