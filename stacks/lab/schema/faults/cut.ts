import * as z from "zod";
import { at, type FaultSpec } from "./fault-spec.ts";
import { linked, linkRef } from "./link.ts";

const schema = z
  .strictObject({
    at,
    cut: linkRef.describe("The cable that is cut: the node's on a segment, or all of them."),
  })
  .describe("A node loses a link, and lives.");

export const cut: FaultSpec<typeof schema> = { schema, effect: "away", ...linked("cut") };
