import * as z from "zod";
import { mention } from "../mention.ts";
import { NAME_ROLES, SERVER_ROLES } from "../role.ts";
import { name, nodeRef } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    of: name.optional().describe("The sender whose requests are meant, by its name. Default: all requests."),
    to: nodeRef.describe("The tier of which each session keeps to one node."),
    per: z
      .enum(["session", "client"])
      .default("session")
      .describe(
        "Whose requests go together: session, those of one sender in one client; client, all of one address.",
      ),
  })
  .describe("Each session keeps to one server, and not all of them to the same.");

export const sticky: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "requests",
  *mentions({ to }) {
    yield mention("node", to, ["to"], [...SERVER_ROLES, ...NAME_ROLES]);
  },
};
