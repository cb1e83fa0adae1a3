import { z } from "zod";

/** Names of labs, segments and services. */
export const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}$/, "a name: a lower case letter, then up to 30 letters, digits or dashes");

/** A tier's name ends in a letter, so that `web2` can only mean the second node of `web`. */
export const tierName = z
  .string()
  .regex(
    /^[a-z]([a-z0-9-]{0,18}[a-z])?$/,
    "a tier's name: lower case, at most 20 characters, ending in a letter",
  );

/** `web2` the second node of a tier; `web` or `web*` all of them. */
export const nodeRef = z.string().regex(/^[a-z][a-z0-9-]{0,30}\*?$/, "a node (`web2`) or a tier (`web`)");

export const ipv4 = z.ipv4("an IPv4 address, as in 10.0.0.1");

export const prefix = z.cidrv4("an IPv4 prefix, as in 10.0.0.0/24");

export const port = z.int().min(1).max(65535);

const DURATION_UNITS_MS = { ms: 1, s: 1_000, m: 60_000 } as const;
const durationText = z.string().regex(/^\d{1,6}(\.\d{1,3})?(ms|s|m)$/, "a duration, as in 500ms, 2s or 1m");

/** A duration as written (`500ms`), in milliseconds once read. */
export const duration = durationText.transform((text) => {
  const unit = text.endsWith("ms") ? "ms" : text.endsWith("m") ? "m" : "s";
  return Math.round(Number.parseFloat(text) * DURATION_UNITS_MS[unit]);
});

/** A share as written (`5%`), between 0 and 1 once read. */
export const share = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,3})?%$/, "a share, as in 5%")
  .transform((text) => Number.parseFloat(text) / 100);

const SIZE_UNITS = { B: 1, kB: 1_000, MB: 1_000_000 } as const;

/** A size as written (`20MB`), in bytes once read. */
export const size = z
  .string()
  .regex(/^\d{1,6}(B|kB|MB)$/, "a size, as in 100B, 20kB or 1MB")
  .transform((text) => {
    const unit = text.endsWith("MB") ? "MB" : text.endsWith("kB") ? "kB" : "B";
    return Number.parseInt(text, 10) * SIZE_UNITS[unit];
  });

/** One value, or a list of them; always a list once read. */
export function oneOrMore<T extends z.ZodType>(item: T) {
  return z
    .union([item, z.array(item).min(1)])
    .transform((value) => (Array.isArray(value) ? value : [value]) as z.output<T>[]);
}
