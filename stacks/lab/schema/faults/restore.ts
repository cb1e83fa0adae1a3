import * as z from "zod";
import { at, type FaultSpec } from "./fault-spec.ts";
import { linked, linkRef } from "./link.ts";

const schema = z
  .strictObject({ at, restore: linkRef.describe("The link that was cut or impaired, and is whole again.") })
  .describe("A link is whole again.");

export const restore: FaultSpec<typeof schema> = {
  schema,
  effect: "back",
  undoes: { acts: ["cut", "impair"], needless: "is restored while it is whole" },
  ...linked("restore"),
};
