import type { Expect } from "../schema/expect.ts";
import type { Test } from "../schema/test.ts";
import type { Role, Tier } from "../schema/tier.ts";
import type { Path } from "../source.ts";
import type { RuleSubject } from "./rule.ts";

/** One place that names something else of the lab. */
export interface Reference {
  readonly kind: "segment" | "tier" | "service" | "node";
  readonly name: string;
  readonly path: Path;
  /** The roles that the named tier or node must have one of; empty where any will do. */
  readonly roles: readonly Role[];
  /** Whether the key is the name. */
  readonly on: "key" | "value";
}

export const SERVER_ROLES: readonly Role[] = ["nginx", "tomcat"];
const FORWARDING_ROLES: readonly Role[] = ["router", "guard", "director"];

/** Every place of the lab that names a segment, tier, service or node. */
export function* references({ lab, tests, broken }: RuleSubject): Generator<Reference> {
  for (const [name, tier] of Object.entries(lab.tiers)) {
    yield* ofTier(tier, ["tiers", name]);
  }
  for (const [name, service] of Object.entries(lab.services)) {
    const path: Path = ["services", name];
    yield reference("tier", service.director, [...path, "director"], ["director"]);
    if (service.sorry !== undefined) {
      yield reference("node", service.sorry, [...path, "sorry"], SERVER_ROLES);
    }
    for (const tier of Object.keys(service.servers)) {
      yield { ...reference("tier", tier, [...path, "servers", tier], SERVER_ROLES), on: "key" };
    }
  }
  for (const { test, path } of tests) {
    yield* ofTraffic(test, path);
    if (broken === null) {
      yield* ofExpect(test.expect, [...path, "expect"]);
    }
  }
  if (broken?.labBreak.sees !== undefined) {
    yield* ofExpect(broken.labBreak.sees, [...broken.path, "sees"]);
  }
}

function reference(
  kind: Reference["kind"],
  name: string,
  path: Path,
  roles: readonly Role[] = [],
): Reference {
  return { kind, name, path, roles, on: "value" };
}

function* ofTier(tier: Tier, path: Path): Generator<Reference> {
  for (const [at, segment] of tier.on.entries()) {
    yield reference("segment", segment, [...path, "on", at]);
  }
  if (tier.gateway !== undefined) {
    yield reference("node", tier.gateway, [...path, "gateway"], FORWARDING_ROLES);
  }
  for (const [at, { via }] of tier.routes.entries()) {
    if (/^[a-z]/.test(via)) {
      yield reference("node", via, [...path, "routes", at, "via"], FORWARDING_ROLES);
    }
  }
  if (tier.role === "cdn") {
    yield reference("service", tier.origin, [...path, "origin"]);
  }
  if (tier.role === "guard") {
    for (const [at, service] of tier.protect.entries()) {
      yield reference("service", service, [...path, "protect", at]);
    }
  }
  if (tier.role === "director" && tier.bgp !== null) {
    yield reference("tier", tier.bgp.peers, [...path, "bgp", "peers"], ["router"]);
    for (const [at, service] of tier.bgp.announce.entries()) {
      yield reference("service", service, [...path, "bgp", "announce", at]);
    }
  }
  if (tier.role === "nginx" && tier.upstream !== undefined) {
    yield reference("tier", tier.upstream, [...path, "upstream"], ["tomcat"]);
  }
}

function* ofTraffic(test: Test, path: Path): Generator<Reference> {
  for (const [at, send] of (test.send ?? []).entries()) {
    const place: Path = [...path, "send", at];
    if ("http" in send) yield reference("service", send.http, [...place, "http"]);
    else if ("probe" in send) yield reference("service", send.probe, [...place, "probe"]);
    else if ("download" in send) yield reference("service", send.download, [...place, "download"]);
    else yield reference("service", send.to, [...place, "to"]);
    if ("via" in send && send.via !== undefined) {
      yield reference("node", send.via, [...place, "via"], ["cdn"]);
    }
    for (const [index, from] of send.from.entries()) {
      yield reference("node", from, [...place, "from", index], ["client"]);
    }
  }
  yield* ofTimeline(test.timeline, [...path, "timeline"]);
  for (const [at, { timeline }] of test.breaks.entries()) {
    yield* ofTimeline(timeline ?? [], [...path, "breaks", at, "timeline"]);
  }
}

function* ofTimeline(timeline: Test["timeline"], path: Path): Generator<Reference> {
  for (const [at, fault] of timeline.entries()) {
    const place: Path = [...path, at];
    if ("kill" in fault) {
      yield reference("node", fault.kill, [...place, "kill"]);
    } else if ("stop" in fault) {
      yield reference("node", fault.stop, [...place, "stop"]);
    } else {
      yield reference("node", fault.start, [...place, "start"]);
    }
  }
}

function* ofExpect(expect: Expect, path: Path): Generator<Reference> {
  for (const [at, { by, flows }] of (expect.spread ?? []).entries()) {
    yield reference("node", by, [...path, "spread", at, "by"], flows === true ? [] : SERVER_ROLES);
  }
  for (const [at, { flow }] of (expect.stable ?? []).entries()) {
    yield reference("node", flow, [...path, "stable", at, "flow"]);
  }
  for (const [at, { request, reply }] of (expect.path ?? []).entries()) {
    for (const [index, hop] of (request ?? []).entries()) {
      yield reference("node", hop, [...path, "path", at, "request", index]);
    }
    for (const [index, hop] of (reply ?? []).entries()) {
      yield reference("node", hop, [...path, "path", at, "reply", index]);
    }
  }
  for (const [at, rewrite] of (expect.rewrite ?? []).entries()) {
    yield reference("node", rewrite.at, [...path, "rewrite", at, "at"]);
    for (const end of ["from", "to"] as const) {
      const name = rewrite.wrapped?.[end];
      if (name !== undefined) yield reference("node", name, [...path, "rewrite", at, "wrapped", end]);
    }
  }
  for (const [at, arp] of (expect.arp ?? []).entries()) {
    yield reference("service", arp.of, [...path, "arp", at, "of"]);
    yield reference("node", arp["asked-by"], [...path, "arp", at, "asked-by"]);
    for (const [index, owner] of arp.owners.entries()) {
      yield reference("node", owner, [...path, "arp", at, "owners", index]);
    }
  }
  for (const [at, ipvs] of (expect.ipvs ?? []).entries()) {
    yield reference("node", ipvs.at, [...path, "ipvs", at, "at"], ["director"]);
    yield reference("service", ipvs.of, [...path, "ipvs", at, "of"]);
  }
  for (const [at, saw] of (expect.saw ?? []).entries()) {
    yield reference("node", saw.at, [...path, "saw", at, "at"], SERVER_ROLES);
    for (const key of ["peer", "forwarded"] as const) {
      const name = saw[key];
      if (name !== undefined) {
        yield reference("node", name, [...path, "saw", at, key]);
      }
    }
  }
  for (const [at, { after }] of (expect["errors-stop"] ?? []).entries()) {
    yield reference("node", after, [...path, "errors-stop", at, "after"]);
  }
  for (const [at, cache] of (expect.cache ?? []).entries()) {
    yield reference("node", cache.at, [...path, "cache", at, "at"], ["cdn"]);
    yield reference("node", cache.origin, [...path, "cache", at, "origin"], SERVER_ROLES);
  }
  for (const [at, halfOpen] of (expect["half-open"] ?? []).entries()) {
    yield reference("node", halfOpen.at, [...path, "half-open", at, "at"], SERVER_ROLES);
  }
  for (const [at, dropped] of (expect.dropped ?? []).entries()) {
    yield reference("node", dropped.at, [...path, "dropped", at, "at"], ["guard"]);
  }
  for (const [at, outage] of (expect.outage ?? []).entries()) {
    yield reference("service", outage.of, [...path, "outage", at, "of"]);
  }
  for (const [at, survive] of (expect.survive ?? []).entries()) {
    yield reference("service", survive.of, [...path, "survive", at, "of"]);
  }
  for (const [at, { around }] of (expect.reroute ?? []).entries()) {
    yield reference("node", around, [...path, "reroute", at, "around"], ["director"]);
  }
  for (const [at, syns] of (expect.syns ?? []).entries()) {
    yield reference("node", syns.at, [...path, "syns", at, "at"], SERVER_ROLES);
  }
  for (const [at, { over }] of (expect.latency ?? []).entries()) {
    yield reference("segment", over, [...path, "latency", at, "over"]);
  }
  for (const [at, handshake] of (expect.handshake ?? []).entries()) {
    yield reference("node", handshake.at, [...path, "handshake", at, "at"], ["director"]);
  }
  for (const [at, outage] of (expect.outage ?? []).entries()) {
    yield reference("service", outage.of, [...path, "outage", at, "of"]);
  }
  for (const [at, survive] of (expect.survive ?? []).entries()) {
    yield reference("service", survive.of, [...path, "survive", at, "of"]);
  }
  for (const [at, { node }] of (expect.returns ?? []).entries()) {
    yield reference("node", node, [...path, "returns", at, "node"]);
  }
}
