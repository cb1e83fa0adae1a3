import { announcedWhile } from "../../plan/bgp.ts";
import type { Finding } from "../finding.ts";
import type { Lab } from "../schema/lab.ts";
import type { Mode, Service } from "../schema/service.ts";
import type { Rule } from "./rule.ts";
import { segmentOf } from "./topology.ts";

const MODES6: readonly Mode[] = ["dr", "nat", "proxy"];

export const vip6Limits: Rule = {
  name: "vip6-limits",
  about: "Where a service cannot be had by IPv6 yet: better told than served by IPv4 alone.",
  of: "lab",
  *find({ lab }) {
    for (const [name, service] of Object.entries(lab.services)) {
      if (service.vip6 === undefined) continue;
      const place = { path: ["services", name, "vip6"], help: "leave `vip6` out" };
      for (const finding of limits(lab, name, service, service.vip6)) yield { ...place, ...finding };
    }
  },
};

function* limits(
  lab: Lab,
  name: string,
  { mode, vip, director }: Service,
  vip6: string,
): Generator<Omit<Finding, "path">> {
  const [guard] =
    Object.entries(lab.tiers).find(([, tier]) => tier.role === "guard" && tier.protect.includes(name)) ?? [];
  const tier = lab.tiers[director];
  if (!MODES6.includes(mode)) {
    yield {
      message: `service \`${name}\` cannot be had by IPv6 with mode ${mode}`,
      label: `expected one of the modes: ${MODES6.join(", ")}`,
      cause: { path: ["services", name, "mode"], label: "IPv4 alone" },
    };
  }
  if (announcedWhile(lab, name) !== undefined) {
    yield {
      message: `the IPv6 address of service \`${name}\` cannot be announced`,
      label: "expected a service that no director announces",
      cause: { path: ["tiers", director, "bgp"], on: "key", label: "BGP tells of IPv4 alone" },
    };
  }
  if (guard !== undefined) {
    yield {
      message: `guard \`${guard}\` does not protect service \`${name}\` by IPv6`,
      label: "expected a service that no guard protects",
      cause: { path: ["tiers", guard, "protect"], label: "IPv4 alone" },
    };
  }
  if (tier?.role === "director" && tier.vrrp !== null && segmentOf(lab, vip6) !== segmentOf(lab, vip)) {
    yield {
      message: `the two addresses of service \`${name}\` lie in different segments`,
      label: `expected an address of segment ${segmentOf(lab, vip) ?? ""}`,
      cause: { path: ["tiers", director, "vrrp"], on: "key", label: "moves them together" },
    };
  }
}
