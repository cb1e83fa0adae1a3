import * as z from "zod";
import { mention } from "../mention.ts";
import { SERVER_ROLES } from "../role.ts";
import { nodeRef, port } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    at: nodeRef.describe("The server whose account of the request is read."),
    peer: nodeRef.optional().describe("The node whose address the server saw as its peer."),
    port: port.optional().describe("The local port that the request arrived on."),
    forwarded: nodeRef.optional().describe("The node whose address stands first in X-Forwarded-For."),
  })
  .describe("What a server saw of a request.");

export const saw: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "requests",
  claiming: ["peer", "port", "forwarded"],
  *mentions({ at, peer, forwarded }) {
    yield mention("node", at, ["at"], SERVER_ROLES);
    if (peer !== undefined) yield mention("node", peer, ["peer"]);
    if (forwarded !== undefined) yield mention("node", forwarded, ["forwarded"]);
  },
};
