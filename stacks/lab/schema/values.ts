// The named export `z` would put every locale into the bundle: 454 kB for 85, and 40 ms to load for 10.
import { Address6 } from "ip-address";
import * as z from "zod";

/** Text of one form; the words say what was expected, whatever was found. */
export function text(form: RegExp, words: string) {
  return z.string(words).regex(form, words);
}

// `constructor` is what every JavaScript object has, so it is kept out where names become keys.

/** Names of labs, segments, services and tests. */
export const name = text(
  /^(?!constructor$)[a-z][a-z0-9-]{0,30}$/,
  "a name: a lower case letter, then up to 30 letters, digits or dashes",
);

/** A tier's name ends in a letter, so that `web2` can only mean the second node of `web`. */
export const tierName = text(
  /^(?!constructor$)[a-z]([a-z0-9-]{0,18}[a-z])?$/,
  "a tier's name: lower case, at most 20 characters, ending in a letter",
);

/** A site's name, which stands behind a dot in the names of what is the site's own: `web2.east`. */
export const siteName = text(
  /^(?!constructor$)[a-z][a-z0-9-]{0,15}$/,
  "a site's name: a lower case letter, then up to 15 letters, digits or dashes",
);

/** The name of a segment or service, of a site or outside of them, where a lab speaks of it. */
export const ref = text(
  /^(?!constructor$)[a-z][a-z0-9-]{0,30}(\.[a-z][a-z0-9-]{0,15})?$/,
  "a name: a lower case letter, then up to 30 letters, digits or dashes",
);

/** What a name in a lab means, so that the compiler can check it where the lab is written in TypeScript. */
export type NameMeaning = "segment" | "tier" | "service" | "node" | "asked" | "answer" | "link" | "hop";

/** Kept in the schema beside its descriptions; the JSON Schema for editors leaves it out. */
export function meaning(names: NameMeaning): { readonly names: NameMeaning } {
  return { names };
}

export const segmentRef = ref.meta(meaning("segment"));
export const serviceRef = ref.meta(meaning("service"));
/** A service or a tier that is asked, without the names of the DNS. */
export const askedRef = ref.meta(meaning("asked"));
/** What a name of the DNS may stand for: a service, or a tier of edge caches. */
export const answerRef = ref.meta(meaning("answer"));

/** The same of a tier. */
export const tierRef = text(
  /^(?!constructor$)[a-z]([a-z0-9-]{0,18}[a-z])?(\.[a-z][a-z0-9-]{0,15})?$/,
  "a tier's name: lower case, at most 20 characters, ending in a letter",
).meta(meaning("tier"));

/** `web2` the second node of a tier; `web` or `web*` all of them; `web2.east` and `web.east` in a site. */
export const nodeRef = text(
  /^(?!constructor([0-9*]|$))[a-z]([a-z0-9-]{0,18}[a-z])?([1-9][0-9]{0,3}|\*)?(\.[a-z][a-z0-9-]{0,15})?$/,
  "a node, as in web2, or a tier, as in web",
).meta(meaning("node"));

/** A name of the DNS, in lower case. */
export const domainName = text(
  /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z]$/,
  "a domain name, as in www.shop.test",
);

/** What is asked: a service, of a site or outside of them, or a name of the DNS. */
export const asked = text(
  /^(?!constructor$)(?=.{1,253}$)[a-z]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/,
  "a service, as in shop, or a domain name, as in www.shop.test",
).meta(meaning("asked"));

export const ipv4 = z.ipv4("an IPv4 address, as in 10.0.0.1");

export const prefix = z.cidrv4("an IPv4 prefix, as in 10.0.0.0/24");

/** In the form of RFC 5952 once read, so that equal addresses are equal text. */
export const ipv6 = z.ipv6("an IPv6 address, as in 2001:db8::1").transform(canonical);

export const prefix6 = z.cidrv6("an IPv6 prefix, as in 2001:db8::/64").transform((written) => {
  const [address = "", length = ""] = written.split("/");
  return `${canonical(address)}/${Number(length)}`;
});

const PORT_WORDS = "a port from 1 to 65535";
export const port = z.int(PORT_WORDS).min(1, PORT_WORDS).max(65535, PORT_WORDS);

/** A whole number within bounds. */
export function whole(least: number, most: number) {
  const words = `a whole number from ${least} to ${most}`;
  return z.int(words).min(least, words).max(most, words);
}

const DURATION_UNITS_MS = { ms: 1, s: 1_000, m: 60_000 } as const;
const DURATION_WORDS = "a duration, as in 500ms, 2s or 1m";
const MAX_DURATION_MS = 3_600_000;

/** A duration as written (`500ms`), of at most an hour, in milliseconds once read. */
export const duration = text(/^\d{1,6}(\.\d{1,3})?(ms|s|m)$/, DURATION_WORDS)
  .transform((written) => {
    const unit = written.endsWith("ms") ? "ms" : written.endsWith("m") ? "m" : "s";
    return Math.round(Number.parseFloat(written) * DURATION_UNITS_MS[unit]);
  })
  .refine((ms) => ms <= MAX_DURATION_MS, "a duration of at most 60m");

/** A duration that is not 0: for timeouts, and for what comes again. */
export const period = duration.refine((ms) => ms >= 1, "a duration of at least 1ms");

/** What daemons count in whole seconds: TTLs, and how long IPVS and Nginx keep something in mind. */
export const wholeSeconds = period.refine(
  (ms) => ms % 1_000 === 0,
  "a duration in whole seconds, of at least 1s",
);

/** A share as written (`5%`), between 0 and 1 once read. */
export const share = text(/^\d{1,3}(\.\d{1,3})?%$/, "a share, as in 5%")
  .transform((written) => Number.parseFloat(written) / 100)
  .refine((value) => value <= 1, "a share of at most 100%");

/** A rate as written (`50/s`), in times a second once read. */
export const rate = text(/^[1-9]\d{0,5}\/s$/, "a rate, as in 50/s").transform((written) =>
  Number.parseInt(written, 10),
);

const BIT_UNITS = { kbit: 1_000, mbit: 1_000_000 } as const;

/** A bit rate as written (`40mbit`), in bits a second once read. */
export const bitRate = text(/^[1-9]\d{0,5}(kbit|mbit)$/, "a bit rate, as in 800kbit or 40mbit").transform(
  (written) => Number.parseInt(written, 10) * BIT_UNITS[written.endsWith("mbit") ? "mbit" : "kbit"],
);

const SIZE_UNITS = { B: 1, kB: 1_000, MB: 1_000_000 } as const;
const MAX_SIZE = 100_000_000;

/** A size as written (`20MB`), in bytes once read. */
export const size = text(/^\d{1,9}(B|kB|MB)$/, "a size, as in 100B, 20kB or 1MB")
  .transform((written) => {
    const unit = written.endsWith("MB") ? "MB" : written.endsWith("kB") ? "kB" : "B";
    return Number.parseInt(written, 10) * SIZE_UNITS[unit];
  })
  .refine((bytes) => bytes <= MAX_SIZE, "a size of at most 100MB");

function canonical(address: string): string {
  return new Address6(address).correctForm();
}

/** The most values that a list written by hand holds. */
const MAX_LISTED = 200;

/** One value, or a list of them; always a list once read. */
export function oneOrMore<T extends z.ZodType>(item: T) {
  return z
    .union([item, z.array(item).min(1).max(MAX_LISTED)])
    .transform((value) => (Array.isArray(value) ? value : [value]) as z.output<T>[]);
}
