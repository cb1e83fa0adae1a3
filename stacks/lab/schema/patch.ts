import * as z from "zod";
import { ALLOWABLE_RULES } from "./allow.ts";

const changes = (of: string) =>
  z
    .record(z.string(), z.unknown())
    .optional()
    .describe(`Changes of the ${of}, by name; null removes one, or one of its settings.`);

/** What can be changed of a lab that runs. The rest of a lab says what is proven. */
export const patch = z
  .strictObject({
    segments: changes("segments"),
    tiers: changes("tiers"),
    services: changes("services"),
    names: changes("names"),
    site: changes("parts that each site has a copy of"),
    sites: changes("sites"),
    allow: z
      .array(z.enum(ALLOWABLE_RULES))
      .max(20)
      .optional()
      .describe("Rules that the changed lab breaks on purpose."),
  })
  .describe("A patch on this lab: mappings are merged by name, null removes, lists are replaced.");

export type Patch = z.output<typeof patch>;
