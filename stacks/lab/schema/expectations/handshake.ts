import * as z from "zod";
import { mention } from "../mention.ts";
import { nodeRef, whole } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    at: nodeRef.describe("The director whose two sides are compared."),
    order: z
      .literal("client-first")
      .describe("The client's handshake is complete before a server sees a SYN on behalf of its request."),
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
    yield mention("node", at, ["at"], ["director"]);
  },
};
