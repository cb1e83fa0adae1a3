import type { Domain } from "../lab/schema/domain.ts";
import type { Lab } from "../lab/schema/lab.ts";
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
    answers: Object.entries(domain.answers).flatMap(([service, near]) => answersOf(lab, service, near)),
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

function answersOf(lab: Lab, service: string, near: Domain["answers"][string]): PlannedAnswer[] {
  const found = lab.services[service];
  if (found === undefined) return [];
  const clients = near === "nearest" ? (lab.sites[siteOf(service)?.site ?? ""]?.serves ?? []) : near;
  return [{ service, address: found.vip, port: found.port, clients }];
}
