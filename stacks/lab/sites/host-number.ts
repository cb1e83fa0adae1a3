import { type Family, formatAddress, hostRange } from "../../plan/prefix.ts";
import type { RuleFinding } from "../finding.ts";
import { isMapping, type RawMapping } from "../merge-patch.ts";
import { prefixPath } from "../rules/topology.ts";
import type { Path } from "../source.ts";
import { didYouMean, expectedOneOf } from "../suggest.ts";
import { parsed, prefixOf } from "./carve.ts";
import { inSite, seenFrom, siteAt } from "./site-name.ts";

/** What `edge.100` came to be: an address; or nothing, with what is wrong with it unless that is told elsewhere. */
type HostNumber =
  | { readonly address: string }
  | { readonly address: null; readonly path: Path; readonly finding: RuleFinding | null };

const VIPS = { vip: "ipv4", vip6: "ipv6" } as const;

/** The services with each `vip: edge.100` as an address, what is wrong with the others, and where these stand. */
export function numberVips(services: RawMapping, segments: RawMapping) {
  const hosts = Object.entries(services).flatMap(([name, service]) =>
    Object.entries(VIPS).flatMap(([key, family]) => {
      const vip = isMapping(service) ? service[key] : undefined;
      const host = hostNumber(vip, ["services", name, key], family, segments);
      return host === null ? [] : [{ name, key, host }];
    }),
  );
  const numbered: Record<string, unknown> = { ...services };
  for (const { name, key, host } of hosts)
    if (host.address !== null) numbered[name] = { ...Object(numbered[name]), [key]: host.address };
  const unsettled = hosts.flatMap(({ host }) => (host.address === null ? [host] : []));
  return {
    services: hosts.length === 0 ? services : numbered,
    findings: unsettled.flatMap(({ finding }) => finding ?? []),
    unsettled: unsettled.map(({ path }) => path),
  };
}

/** The address of `edge.100`, host number 100 of segment edge; null for what is written otherwise. */
function hostNumber(vip: unknown, path: Path, family: Family, segments: RawMapping): HostNumber | null {
  const [, name, digits] = typeof vip === "string" ? (FORM.exec(vip) ?? []) : [];
  if (name === undefined || digits === undefined) return null;
  const site = siteAt(path);
  const own = site === undefined ? undefined : inSite(name, site);
  const segment = own !== undefined && Object.hasOwn(segments, own) ? own : name;
  const wrong = (finding: Omit<RuleFinding, "path"> | null): HostNumber => ({
    address: null,
    path,
    finding: finding && { ...finding, path },
  });
  if (!Object.hasOwn(segments, segment)) {
    const known = seenFrom(path, Object.keys(segments));
    const label = expectedOneOf(known, "segments");
    const message = `unknown segment \`${name}\``;
    return wrong({ rule: "unknown-segment", message, label, help: didYouMean(name, known) });
  }
  const written = prefixOf(segments[segment], family);
  if (written === undefined)
    return wrong({
      rule: "host-number",
      message: `segment \`${segment}\` has no IPv6 prefix`,
      label: "expected a host of a dual-stack segment",
    });
  const prefix = parsed(written);
  if (prefix === null) return wrong(null);
  const { first, last } = hostRange(prefix);
  const number = prefix.first + BigInt(digits);
  if (number >= first && number <= last) return { address: formatAddress(number) };
  return wrong({
    rule: "host-number",
    message: `segment \`${segment}\` has no host ${digits}`,
    label: `expected a number from ${first - prefix.first} to ${last - prefix.first}`,
    cause: { path: prefixPath(segment, family), label: `${prefix.text} has no more` },
  });
}

const FORM = /^([a-z][a-z0-9-]{0,30}(?:\.[a-z][a-z0-9-]{0,30})?)\.(\d{1,10})$/;
