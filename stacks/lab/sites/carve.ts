import { type Family, formatAddress, type Prefix, parsePrefix } from "../../plan/prefix.ts";
import type { Finding } from "../finding.ts";
import { isMapping, type RawMapping } from "../merge-patch.ts";
import { prefixPath } from "../rules/topology.ts";
import { prefix, prefix6 } from "../schema/values.ts";
import { inSite } from "./site-name.ts";

/** The segments of one site with their prefixes; findings are about those that the site has no room for. */
export interface Carved {
  readonly segments: RawMapping;
  readonly findings: readonly Finding[];
}

/**
 * Gives each segment of a site that only says its size, as in `/24`, the next free part of the site's prefix, in their
 * order; each begins at a multiple of its size. Those that say a whole prefix keep it. Nothing of it is checked yet.
 */
export function carve(site: string, sitePrefix: unknown, segments: RawMapping): Carved {
  const whole = parsed(sitePrefix);
  const findings: Finding[] = [];
  let next = whole?.first ?? 0n;
  const carved = Object.entries(segments).map(([name, written]): [string, unknown] => {
    const bits = sizeOf(written);
    if (whole === null || bits === null) return [name, written];
    const size = 1n << BigInt(32 - bits);
    const first = ((next + size - 1n) / size) * size;
    if (bits < whole.bits || first + size - 1n > whole.last) {
      findings.push(noRoom(site, name, bits, whole));
      return [name, written];
    }
    next = first + size;
    return [name, withPrefix(written, `${formatAddress(first)}/${bits}`)];
  });
  return { segments: Object.fromEntries(carved), findings };
}

/** The prefix that a segment or site says; null where it is none. */
export function parsed(text: unknown): Prefix | null {
  const isOne = prefix.safeParse(text).success || prefix6.safeParse(text).success;
  return isOne ? parsePrefix(String(text)) : null;
}

/** The prefix of a segment as written: it stands alone, before that of IPv6, or among its settings. */
export function prefixOf(segment: unknown, family: Family = "ipv4"): unknown {
  if (isMapping(segment)) return family === "ipv4" ? segment.prefix : segment.prefix6;
  if (Array.isArray(segment)) return segment[family === "ipv4" ? 0 : 1];
  return family === "ipv4" ? segment : undefined;
}

function sizeOf(segment: unknown): number | null {
  const text = prefixOf(segment);
  const bits = typeof text === "string" ? /^\/([1-9]|[12]\d|30)$/.exec(text)?.[1] : undefined;
  return bits === undefined ? null : Number(bits);
}

function withPrefix(segment: unknown, carved: string): unknown {
  if (Array.isArray(segment)) return [carved, ...segment.slice(1)];
  return isMapping(segment) ? { ...segment, prefix: carved } : carved;
}

function noRoom(site: string, segment: string, bits: number, whole: Prefix): Finding {
  return {
    message: `the prefix of site \`${site}\` has no room for segment \`${segment}\``,
    path: ["sites", site, "prefix"],
    label: `${whole.text} is too small for its segments`,
    cause: { path: prefixPath(inSite(segment, site), "ipv4"), label: `/${bits} has no place left` },
    help: "segments are carved out in their order, each at a multiple of its size",
  };
}
