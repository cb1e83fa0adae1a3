import * as z from "zod";
import { mention } from "../mention.ts";
import { nodeRef, serviceRef, whole } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

const amount = z.union([z.enum(["none", "some"]), whole(0, 1_000_000_000)]);

const schema = z
  .strictObject({
    at: nodeRef.describe("The director whose counters are read."),
    of: serviceRef.describe("The virtual service."),
    connections: amount
      .optional()
      .describe("New connections since the traffic began: a number, none or some."),
    "in-packets": amount.optional().describe("Packets from clients to real servers."),
    "out-packets": amount
      .optional()
      .describe("Packets from real servers back to clients, through the director."),
    "in-bytes": amount.optional().describe("Bytes from clients to real servers."),
    "out-bytes": amount.optional().describe("Bytes from real servers back to clients, through the director."),
  })
  .describe("The counters of IPVS.");

export const ipvs: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "requests",
  claiming: ["connections", "in-packets", "out-packets", "in-bytes", "out-bytes"],
  *mentions({ at, of }) {
    yield mention("node", at, ["at"], ["director"]);
    yield mention("service", of, ["of"]);
  },
};
