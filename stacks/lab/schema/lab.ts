import * as z from "zod";
import { ALLOWABLE_RULES } from "./allow.ts";
import { domain } from "./domain.ts";
import { segment } from "./segment.ts";
import { service, serviceFile } from "./service.ts";
import { looseShared, shared, site } from "./site.ts";
import { test } from "./test.ts";
import { tier } from "./tier.ts";
import { domainName, name, ref, siteName, tierName, tierRef } from "./values.ts";

export const labSchema = z
  .strictObject({
    lab: name.describe("The lab's name."),
    about: z.string().min(1).max(4000).describe("What the lab teaches, for a student to read."),
    sites: z.record(siteName, site).default({}).describe("The sites, each with its own copy of `site`."),
    site: looseShared.optional(),
    segments: z.record(ref, segment).describe("The L2 broadcast domains."),
    tiers: z.record(tierRef, tier).describe("The tiers: a number of like nodes with one role."),
    services: z.record(ref, service).default({}).describe("The virtual services."),
    names: z.record(domainName, domain).default({}).describe("The names of the DNS that clients look up."),
    tests: z.array(test).max(200).default([]).describe("The claims, each with its proof and its breaks."),
    allow: z
      .array(z.enum(ALLOWABLE_RULES))
      .max(20)
      .default([])
      .describe("Rules that this lab breaks on purpose."),
  })
  .describe("A tierlab lab: one multi-tier traffic architecture and the claims it proves.");

/** A lab as a person writes it, before its sites are expanded; names have no dots, and `site` is not checked by a copy. */
export const labFileSchema = labSchema
  .extend({
    site: shared.optional(),
    segments: z.record(name, segment).describe("The L2 broadcast domains."),
    tiers: z.record(tierName, tier).describe("The tiers: a number of like nodes with one role."),
    services: z.record(name, serviceFile).default({}).describe("The virtual services."),
  })
  .describe(labSchema.description ?? "");

/** A lab as it was read: defaults filled in, durations in milliseconds. */
export type Lab = z.output<typeof labSchema>;
/** A lab as a person writes it. */
export type LabInput = z.input<typeof labSchema>;
/** The same with its sites not expanded. */
export type LabFileInput = z.input<typeof labFileSchema>;
