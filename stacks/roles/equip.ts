import type { Lab } from "../lab/schema/lab.ts";
import { upstreamTiers } from "../lab/schema/tiers/nginx.ts";
import type { Addresses } from "../plan/addresses.ts";
import type { BgpSpeaker } from "../plan/bgp.ts";
import { type Member, membersNamed } from "../plan/member.ts";
import type {
  PlannedInterface,
  PlannedName,
  PlannedNode,
  PlannedRoute,
  PlannedService,
} from "../plan/plan.ts";
import { FAMILIES, type Family, type PerFamily } from "../plan/prefix.ts";
import { nearestAddress } from "../plan/services.ts";
import { arpSysctls, networkSysctls } from "../plan/sysctls.ts";
import { announcingMss, UNWRAPPING } from "../plan/tunnel.ts";
import { answeringTiers, isDirectServer, isTunnelServer, type VipPlaces } from "../plan/vips.ts";
import { impairedNodes } from "./impaired-nodes.ts";
import { equipmentOf, ROLES } from "./registry.ts";
import type { RoleContext } from "./role.ts";
import { renderer, type Templates } from "./templates.ts";

export interface EquipInput {
  readonly lab: Lab;
  readonly members: readonly Member[];
  readonly addresses: PerFamily<Addresses>;
  readonly forwards: ReadonlySet<string>;
  readonly routes: PerFamily<ReadonlyMap<string, readonly PlannedRoute[]>>;
  readonly services: readonly PlannedService[];
  readonly names: readonly PlannedName[];
  readonly vips: VipPlaces;
  readonly bgp: ReadonlyMap<string, BgpSpeaker>;
  readonly templates: Templates;
}

/** Gives every node what its role asks for: files, sysctls, daemons, probes, capabilities. */
export function equip(
  input: EquipInput,
  interfacesOf: (member: Member) => PlannedInterface[],
): PlannedNode[] {
  const render = renderer(input.templates);
  const struck = impairedNodes(input.lab);
  const tiers = new Map(Object.keys(input.lab.tiers).map((tier) => [tier, tierFacts(tier, input)]));
  return input.members.map((member): PlannedNode => {
    const { role } = member.spec;
    const loopback = input.vips.onLoopback.get(member.tier) ?? [];
    const facts = tiers.get(member.tier) ?? tierFacts(member.tier, input);
    const routesOf = (family: Family) => input.routes[family].get(member.name) ?? [];
    const context = {
      name: member.name,
      spec: member.spec,
      interfaces: interfacesOf(member),
      dualStack: FAMILIES.every((family) => (input.addresses[family].get(member.name)?.size ?? 0) > 0),
      routes: announcingMss(FAMILIES.flatMap(routesOf), member, facts.unwraps),
      directs: facts.directs,
      bgp: input.bgp.get(member.name),
      origin: facts.origin,
      protects: facts.protects,
      names: facts.names,
      resolver: facts.resolver,
      servicePorts: facts.servicePorts,
      pools: facts.pools,
      isUpstream: facts.isUpstream,
      quietAboutLoopback: facts.isDirectServer || loopback.length > 0,
      render,
    };
    const extra = member.spec["kernel-has"];
    const { routes, sysctls, ...rest } = equipmentOf(role, context as RoleContext<typeof role>);
    return {
      name: member.name,
      tier: member.tier,
      role,
      interfaces: context.interfaces,
      loopback,
      ...(facts.unwraps ? { tunnel: UNWRAPPING.tunnel } : {}),
      routes,
      sysctls: {
        ...networkSysctls(context.interfaces, input.forwards.has(member.name)),
        ...(isWebServer(member) || facts.isDirectServer
          ? arpSysctls(member, context.quietAboutLoopback)
          : {}),
        ...(facts.unwraps ? UNWRAPPING.sysctls : {}),
        ...sysctls,
        ...member.spec.sysctls,
      },
      ...rest,
      kernelNeeds: [
        ...rest.kernelNeeds,
        ...(extra === undefined || rest.kernelNeeds.includes(extra) ? [] : [extra]),
        ...(facts.unwraps ? UNWRAPPING.kernelNeeds : []),
        ...(struck.has(member.name) || context.interfaces.some(({ impairment }) => impairment !== undefined)
          ? (["netem"] as const)
          : []),
      ],
    };
  });
}

/** What all nodes of a tier share; they sit on the same segments. */
function tierFacts(tier: string, input: EquipInput) {
  const { lab, services, members } = input;
  const first = members.find((member) => member.tier === tier);
  return {
    pools: first === undefined ? [] : poolsOf(first, input),
    directs: services.filter((service) => lab.services[service.name]?.director === tier),
    origin: originOf(tier, input),
    protects: protectedBy(tier, input),
    names: namesKnownTo(tier, input),
    resolver: resolverOf(tier, input),
    servicePorts: servicePortsOf(tier, lab),
    isUpstream: Object.values(lab.tiers).some(
      (spec) => spec.role === "nginx" && upstreamTiers(spec).includes(tier),
    ),
    isDirectServer: isDirectServer(lab, tier),
    unwraps: isTunnelServer(lab, tier),
  };
}

function originOf(tier: string, { lab, services }: EquipInput): PlannedService | undefined {
  const spec = lab.tiers[tier];
  return spec?.role === "cdn" ? services.find(({ name }) => name === spec.origin) : undefined;
}

function protectedBy(tier: string, { lab, services }: EquipInput): PlannedService[] {
  const spec = lab.tiers[tier];
  return spec?.role === "guard" ? services.filter(({ name }) => spec.protect.includes(name)) : [];
}

function namesKnownTo(tier: string, { lab, names }: EquipInput): readonly PlannedName[] {
  const role = lab.tiers[tier]?.role;
  if (role === "resolver") return names;
  return role === "dns" ? names.filter(({ name }) => lab.names[name]?.dns === tier) : [];
}

function resolverOf(tier: string, { lab, members, addresses }: EquipInput): string | undefined {
  const spec = lab.tiers[tier];
  const asked = spec?.role === "client" ? spec.resolver : undefined;
  const [resolver] = asked === undefined ? [] : membersNamed(asked, members);
  const client = members.find((member) => member.tier === tier);
  return resolver && nearestAddress(client, resolver, addresses.ipv4);
}

function poolsOf(member: Member, { lab, members, addresses }: EquipInput): RoleContext["pools"] {
  if (member.spec.role !== "nginx") return [];
  return upstreamTiers(member.spec).map((tier) => ({
    tier,
    servers: members
      .filter((other) => other.tier === tier)
      .map((other) => ({
        node: other.name,
        address: nearestAddress(member, other, addresses.ipv4) ?? "",
        port: upstreamPort(other, lab),
      })),
  }));
}

/** Another tier finds a server on its role's own port; where it listens on service ports alone, on the first of them. */
function upstreamPort({ spec, tier }: Member, lab: Lab): number {
  const own = ROLES[spec.role].defaultPort ?? 80;
  return spec.role === "tomcat" ? own : (servicePortsOf(tier, lab)[0] ?? own);
}

function servicePortsOf(tier: string, lab: Lab): number[] {
  const ports = Object.values(lab.services).flatMap((service) => {
    if (!answeringTiers(service).includes(tier)) return [];
    return [service.servers[tier]?.port ?? service.port];
  });
  return [...new Set(ports)].sort((a, b) => a - b);
}

function isWebServer({ spec }: Member): boolean {
  return spec.role === "nginx" || spec.role === "tomcat";
}
