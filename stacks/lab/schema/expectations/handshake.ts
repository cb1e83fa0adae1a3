import * as z from "zod";
import { mention } from "../mention.ts";
import { nodeRef, whole } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    at: nodeRef.describe("The director or web server whose two sides are compared."),
    order: z
      .enum(["client-first", "passed-on"])
      .describe(
        "client-first: it ends the client's handshake, and only then opens a connection of its own to a server. passed-on: the SYN that a server sees is the client's own, by its sequence number.",
      ),
    "never-complete": whole(0, 1_000_000)
      .default(0)
      .describe(
        "The fewest handshakes that clients must have left undone; no server may see a SYN of theirs.",
      ),
  })
  .describe("Which handshake comes first, the client's or the server's, by packets in the order of time.");

export const handshake: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "requests",
  *mentions({ at }) {
    yield mention("node", at, ["at"], ["director", "nginx"]);
  },
};
