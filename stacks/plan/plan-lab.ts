import type { Lab } from "../lab/schema/lab.ts";
import type { Segment } from "../lab/schema/segment.ts";
import { equip } from "../roles/equip.ts";
import type { Templates } from "../roles/templates.ts";
import { type Addresses, assignAddresses } from "./addresses.ts";
import { planBgp } from "./bgp.ts";
import { forwardingNodes } from "./forwarding.ts";
import { impaired } from "./impairment.ts";
import { assignMacs } from "./mac.ts";
import { type Member, membersOf } from "./member.ts";
import { planNames } from "./names.ts";
import type { Plan, PlannedInterface } from "./plan.ts";
import {
  FAMILIES,
  type Family,
  familyOf,
  type PerFamily,
  type Prefixes,
  parsePrefix,
  perFamily,
} from "./prefix.ts";
import { computeRoutes } from "./routing.ts";
import { planServices } from "./services.ts";
import { spoofedPrefixes } from "./spoofed.ts";
import { placeVips, type VipPlaces } from "./vips.ts";

/** Decides everything about a checked lab. The same lab and templates give the same plan, byte for byte. */
export function planLab(lab: Lab, templates: Templates): Plan {
  const prefixes = perFamily((family) => prefixesOf(lab, family));
  const members = membersOf(lab);
  const macs = assignMacs(lab.lab, members);
  const within = perFamily((family) => membersWithin(prefixes[family], members));
  const addresses = perFamily((family) => assignAddresses(lab, within[family], prefixes[family]));
  const vips = placeVips(lab, members, prefixes);
  const strays = [...vips.strays, ...spoofedPrefixes(members)];
  const forwards = forwardingNodes(lab, members);
  const routes = perFamily((family) =>
    computeRoutes({
      lab,
      members: within[family],
      addresses: addresses[family],
      prefixes: prefixes[family],
      forwards,
      strays: strays.filter(({ prefix }) => familyOf(prefix) === family),
      family,
    }),
  );
  const services = planServices(lab, members, addresses);
  const names = planNames(lab, members, addresses.ipv4);
  const bgp = planBgp(lab, members, addresses.ipv4);
  const nodes = equip(
    { lab, members, addresses, forwards, routes, services, names, vips, bgp, templates },
    (member) => interfacesOf(member, macs.get(member.name) ?? [], { lab, addresses, prefixes, vips }),
  );
  const segments = [...prefixes.ipv4].map(([name, prefix]) => {
    const delayMs = lab.segments[name]?.delay ?? 0;
    const prefix6 = prefixes.ipv6.get(name)?.text;
    return {
      name,
      prefix: prefix.text,
      ...(prefix6 === undefined ? {} : { prefix6 }),
      ...(delayMs > 0 ? { delayMs } : {}),
    };
  });
  return { lab: lab.lab, segments, nodes, services, ...(names.length === 0 ? {} : { names }) };
}

/** The prefixes of one family, by segment: every segment has one of IPv4. */
function prefixesOf(lab: Lab, family: Family): Prefixes {
  return new Map(
    Object.entries(lab.segments).flatMap(([name, { prefix, prefix6 }]) => {
      const written = family === "ipv4" ? prefix : prefix6;
      return written === undefined ? [] : [[name, parsePrefix(written)]];
    }),
  );
}

/** The members with those of their segments that have a prefix. */
function membersWithin(prefixes: Prefixes, members: readonly Member[]): Member[] {
  return members.map((member) => ({
    ...member,
    segments: member.segments.filter((segment) => prefixes.has(segment)),
  }));
}

interface Decided {
  readonly lab: Lab;
  readonly addresses: PerFamily<Addresses>;
  readonly prefixes: PerFamily<Prefixes>;
  readonly vips: VipPlaces;
}

function interfacesOf(
  member: Member,
  macs: readonly string[],
  { lab, addresses, prefixes, vips }: Decided,
): PlannedInterface[] {
  return member.segments.map((segment, index) => ({
    name: `eth${index}`,
    segment,
    mac: macs[index] ?? "",
    addresses: [
      ...FAMILIES.flatMap((family) => {
        const address = addresses[family].get(member.name)?.get(segment);
        return address === undefined ? [] : [`${address}/${prefixes[family].get(segment)?.bits}`];
      }),
      ...(vips.onInterface.get(member.name)?.get(segment) ?? []),
    ],
    ...impairmentOf(member, lab.segments[segment]),
  }));
}

/** Only what a router sends gets worse: one delay a round trip, and no other node needs a kernel with netem. */
function impairmentOf(member: Member, segment: Segment | undefined): Pick<PlannedInterface, "impairment"> {
  const impairment = impaired(segment ?? {});
  return member.spec.role === "router" && Object.keys(impairment).length > 0 ? { impairment } : {};
}
