import { nodesInLab } from "../lab/node-ref.ts";
import type { Lab } from "../lab/schema/lab.ts";
import { FLAGGED_SCHEDULERS, type Service } from "../lab/schema/service.ts";
import type { Addresses } from "./addresses.ts";
import { announcementOf } from "./bgp.ts";
import type { Member } from "./member.ts";
import type { PlannedCheck, PlannedPersistence, PlannedServer, PlannedService } from "./plan.ts";
import { netmask, type PerFamily, parseAddress } from "./prefix.ts";
import { vrrpOf } from "./vrrp.ts";

/** The virtual services, each with its real servers sorted by address, so that every director has them in one order. */
export function planServices(
  lab: Lab,
  members: readonly Member[],
  addresses: PerFamily<Addresses>,
): PlannedService[] {
  return Object.entries(lab.services).map(([name, service]) => {
    const directors = members.filter((member) => member.tier === service.director);
    const sorry = sorryOf(service, lab, members, addresses, directors[0]);
    const vrrp = vrrpOf(lab, service.director);
    const announcement = announcementOf(lab, name);
    return {
      name,
      vip: service.vip,
      ...(service.vip6 === undefined ? {} : { vip6: service.vip6 }),
      port: service.port,
      protocol: service.protocol,
      mode: service.mode,
      scheduler: service.scheduler,
      flags: flagsOf(service),
      ...(service.persistence === null ? {} : { persistence: persistenceOf(service.persistence) }),
      ...(service["one-packet"] ? { onePacket: true } : {}),
      ...(service.mode === "proxy" ? { reuse: service.reuse } : {}),
      directors: directors.map((director) => director.name),
      servers: serversOf(service, members, addresses, directors[0]),
      check: checkOf(service),
      ...(sorry === undefined ? {} : { sorry }),
      ...(vrrp === undefined ? {} : { vrrp }),
      ...(announcement === undefined ? {} : { announcement }),
    };
  });
}

/**
 * The address of `to`, of one family, that lies nearest to `from`: on the first segment both share, else its first one.
 * Undefined where it has none.
 */
export function nearestAddress(
  from: Member | undefined,
  to: Member,
  addresses: Addresses,
): string | undefined {
  const own = addresses.get(to.name);
  const shared = from?.segments.find((segment) => own?.has(segment));
  return own?.get(shared ?? "") ?? own?.values().next().value;
}

function flagsOf({ scheduler, flags }: Service): string[] {
  return (flags ?? FLAGGED_SCHEDULERS[scheduler] ?? []).map((flag) => `${scheduler}-${flag}`).sort();
}

function persistenceOf({ for: ms, bits }: NonNullable<Service["persistence"]>): PlannedPersistence {
  return { seconds: ms / 1_000, mask: bits === 32 ? null : netmask(bits) };
}

function serversOf(
  service: Service,
  members: readonly Member[],
  addresses: PerFamily<Addresses>,
  director: Member | undefined,
): PlannedServer[] {
  const servers = Object.entries(service.servers).flatMap(([tier, settings]) =>
    members
      .filter((member) => member.tier === tier)
      .map((member, index) => ({
        node: member.name,
        ...addressesFor(service, director, member, addresses),
        port: settings.port ?? service.port,
        weight: settings.weights?.[index] ?? 1,
      })),
  );
  return servers.sort((a, b) => Number(parseAddress(a.address) - parseAddress(b.address)) || a.port - b.port);
}

/** Where a director finds a server of the service; a proxy asks it by IPv4, whatever its clients speak. */
function addressesFor(
  { vip6, mode }: Service,
  director: Member | undefined,
  server: Member,
  addresses: PerFamily<Addresses>,
): Pick<PlannedServer, "address" | "address6"> {
  const address = nearestAddress(director, server, addresses.ipv4) ?? "";
  const asked = vip6 !== undefined && mode !== "proxy";
  const address6 = asked ? nearestAddress(director, server, addresses.ipv6) : undefined;
  return { address, ...(address6 === undefined ? {} : { address6 }) };
}

function sorryOf(
  service: Service,
  lab: Lab,
  members: readonly Member[],
  addresses: PerFamily<Addresses>,
  director: Member | undefined,
): PlannedService["sorry"] {
  const { sorry, port } = service;
  if (sorry === undefined) return undefined;
  const [first] = nodesInLab(sorry, lab);
  const member = members.find(({ name }) => name === first);
  return member && { node: member.name, ...addressesFor(service, director, member, addresses), port };
}

function checkOf({ check }: Service): PlannedCheck | null {
  if (check === null) return null;
  const timing = { everyMs: check.every, timeoutMs: check.timeout, failures: check.failures };
  if ("dns" in check) return { kind: "dns", path: null, name: check.dns, ...timing };
  return "http" in check
    ? { kind: "http", path: check.http, ...timing }
    : { kind: "tcp", path: null, ...timing };
}
