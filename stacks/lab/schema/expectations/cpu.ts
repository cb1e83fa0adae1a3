import * as z from "zod";
import { mention } from "../mention.ts";
import { nodeRef } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

const balancers = ["director", "nginx"] as const;

const schema = z
  .strictObject({
    less: nodeRef.describe("The director or web server that needs less."),
    than: nodeRef.describe("The one that needs more."),
    times: z.number().min(1).max(1000).default(1).describe("How many times as much, at least."),
  })
  .describe(
    "CPU time for a thousand requests, each node's own: kernel, interrupts and processes of its User Mode Linux.",
  );

export const cpu: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "requests",
  *mentions({ less, than }) {
    yield mention("node", less, ["less"], balancers);
    yield mention("node", than, ["than"], balancers);
  },
};
