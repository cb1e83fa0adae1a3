import * as z from "zod";
import { changeInWords } from "../../change-in-words.ts";
import { patch } from "../patch.ts";
import { at, type FaultSpec } from "./fault-spec.ts";

const schema = z
  .strictObject({ at, change: patch.describe("What is different from then on, as in a break's `with`.") })
  .describe(
    "The lab is changed while it works: settings, files and daemons, as by `tierlab up` after an edit.",
  );

export const change: FaultSpec<typeof schema> = {
  schema,
  effect: "other",
  about: () => null,
  parts: () => ["plan"],
  inWords: ({ change }) => `change ${changeInWords(change)}`,
  mentions: () => [],
};
