import * as z from "zod";
import { mention } from "../mention.ts";
import { nodeRef } from "../values.ts";
import { at, daemonName, type FaultSpec } from "./fault-spec.ts";

const schema = z
  .strictObject({
    at,
    reload: nodeRef.describe(
      "The node whose daemons read their configuration again, as each of them does that.",
    ),
    daemon: daemonName.optional().describe("Only this daemon of it."),
  })
  .describe("Daemons reload.");

export const reload: FaultSpec<typeof schema> = {
  schema,
  effect: "other",
  about: ({ reload }) => reload,
  parts: () => ["configuration"],
  daemon: ({ daemon }) => daemon,
  inWords: ({ reload, daemon }) =>
    daemon === undefined ? `reload ${reload}` : `reload ${daemon} of ${reload}`,
  *mentions({ reload }) {
    yield mention("node", reload, ["reload"]);
  },
};
