import * as z from "zod";
import { mention } from "../mention.ts";
import { requestPath } from "../senders/request-path.ts";
import { nodeRef } from "../values.ts";
import { at, type FaultSpec } from "./fault-spec.ts";

const schema = z
  .strictObject({
    at,
    purge: nodeRef.describe("The edge cache that forgets a page, however long it might have kept it."),
    path: requestPath.describe("The page."),
  })
  .describe("An edge cache forgets a page.");

export const purge: FaultSpec<typeof schema> = {
  schema,
  effect: "other",
  about: ({ purge }) => purge,
  parts: ({ path }) => [`page ${path}`],
  inWords: ({ purge, path }) => `purge ${path} from ${purge}`,
  *mentions({ purge }) {
    yield mention("node", purge, ["purge"], ["cdn"]);
  },
};
