import type { Domain } from "../lab/schema/domain.ts";
import type { Lab } from "../lab/schema/lab.ts";
import { CACHE_PORT } from "../lab/schema/tiers/cdn.ts";
import { siteOf } from "../lab/sites/site-name.ts";
import type { Addresses } from "./addresses.ts";
import type { Member } from "./member.ts";
import type { PlannedAnswer, PlannedName } from "./plan.ts";

/** The names that clients look up, each with the addresses that its name servers may answer. */
export function planNames(lab: Lab, members: readonly Member[], addresses: Addresses): PlannedName[] {
  return Object.entries(lab.names).map(([name, domain]) => ({
    name,
    servers: members
      .filter(({ tier }) => tier === domain.dns)
      .map((server) => ({ node: server.name, address: firstAddress(server, addresses) })),
    ttlMs: domain.ttl,
    answers: Object.entries(domain.answers).flatMap(([whose, near]) => {
      const place = addressed(whose, lab, members, addresses);
      return place === undefined ? [] : [{ whose, ...place, clients: clientsNear(whose, near, lab) }];
    }),
    check:
      domain.check === null
        ? null
        : {
            kind: "http",
            path: domain.check.http,
            everyMs: domain.check.every,
            timeoutMs: domain.check.timeout,
            failures: domain.check.failures,
          },
  }));
}

/** Where a node is asked that has no better address than another: on the first of its segments. */
export function firstAddress(member: Member, addresses: Addresses): string {
  return addresses.get(member.name)?.get(member.segments[0] ?? "") ?? "";
}

/** What is answered: a service's VIP, or the address of a tier's first edge cache. */
function addressed(
  whose: string,
  lab: Lab,
  members: readonly Member[],
  addresses: Addresses,
): Pick<PlannedAnswer, "address" | "port"> | undefined {
  const service = lab.services[whose];
  if (service !== undefined) return { address: service.vip, port: service.port };
  const cache = members.find(({ tier }) => tier === whose);
  return cache && { address: firstAddress(cache, addresses), port: CACHE_PORT };
}

function clientsNear(whose: string, near: Domain["answers"][string], lab: Lab): readonly string[] {
  return near === "nearest" ? (lab.sites[siteOf(whose)?.site ?? ""]?.serves ?? []) : near;
}
