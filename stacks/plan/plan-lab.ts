import type { Lab } from "../lab/schema/lab.ts";
import { equip } from "../roles/equip.ts";
import type { Templates } from "../roles/templates.ts";
import { type Addresses, addressOn, assignAddresses } from "./addresses.ts";
import { planBgp } from "./bgp.ts";
import { forwardingNodes } from "./forwarding.ts";
import { assignMacs } from "./mac.ts";
import { type Member, membersOf } from "./member.ts";
import type { Plan, PlannedInterface } from "./plan.ts";
import { type Prefix, parsePrefix } from "./prefix.ts";
import { computeRoutes } from "./routing.ts";
import { planServices } from "./services.ts";
import { spoofedPrefixes } from "./spoofed.ts";
import { placeVips, type VipPlaces } from "./vips.ts";

/** Decides everything about a checked lab. The same lab and templates give the same plan, byte for byte. */
export function planLab(lab: Lab, templates: Templates): Plan {
  const prefixes = prefixesOf(lab);
  const members = membersOf(lab);
  const macs = assignMacs(lab.lab, members);
  const addresses = assignAddresses(lab, members, prefixes);
  const vips = placeVips(lab, members, prefixes);
  const strays = [...vips.strays, ...spoofedPrefixes(members)];
  const forwards = forwardingNodes(lab, members);
  const routes = computeRoutes({ lab, members, addresses, prefixes, forwards, strays });
  const services = planServices(lab, members, addresses);
  const bgp = planBgp(lab, members, addresses);
  const nodes = equip(
    { lab, members, addresses, forwards, routes, services, vips, bgp, templates },
    (member) => interfacesOf(member, macs.get(member.name) ?? [], { lab, addresses, prefixes, vips }),
  );
  const segments = [...prefixes].map(([name, prefix]) => {
    const delayMs = lab.segments[name]?.delay ?? 0;
    return { name, prefix: prefix.text, ...(delayMs > 0 ? { delayMs } : {}) };
  });
  return { lab: lab.lab, segments, nodes, services };
}

function prefixesOf(lab: Lab): ReadonlyMap<string, Prefix> {
  return new Map(Object.entries(lab.segments).map(([name, segment]) => [name, parsePrefix(segment.prefix)]));
}

interface Decided {
  readonly lab: Lab;
  readonly addresses: Addresses;
  readonly prefixes: ReadonlyMap<string, Prefix>;
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
      `${addressOn(addresses, member.name, segment)}/${prefixes.get(segment)?.bits}`,
      ...(vips.onInterface.get(member.name)?.get(segment) ?? []),
    ],
    ...delayOf(member, lab.segments[segment]?.delay),
  }));
}

/** Only what a router sends is held up: one delay a round trip, and no other node needs a kernel with netem. */
function delayOf(member: Member, delay = 0): Pick<PlannedInterface, "delayMs"> {
  return delay > 0 && member.spec.role === "router" ? { delayMs: delay } : {};
}
