import * as z from "zod";
import { mention } from "../mention.ts";
import { answerRef, nodeRef } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .record(nodeRef, answerRef.describe("The service that it is sent to, or the tier of edge caches."))
  .describe("Whose address each client is told for every name that it looks up.");

export const answers: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "requests",
  *mentions(expectation) {
    for (const [client, service] of Object.entries(expectation)) {
      yield mention("node", client, [client], ["client"], "key");
      yield mention("answer", service, [client], ["cdn"]);
    }
  },
};
