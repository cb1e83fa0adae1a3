import fc from "fast-check";
import type { LabInput } from "../../stacks/lab/schema/lab.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { planWith } from "./apply-labs.ts";

/** A lab with up to five things changed. */
export interface RandomChange {
  /** What was changed, as it would be written into a break. */
  readonly written: string;
  readonly plan: Plan;
}

/** One thing that can be changed, by its name; values are patches as a break's `with` has them. */
type Changes = Readonly<Record<string, fc.Arbitrary<object>>>;

const weight = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 }), fc.constant(65535));
const shop = (patch: object) => ({ services: { shop: patch } });
const web = (patch: object) => ({ tiers: { web: patch } });

/** What both labs can have changed. */
const COMMON: Changes = {
  servers: fc
    .array(weight, { minLength: 1, maxLength: 3 })
    .map((weights) => ({ ...web({ count: weights.length }), ...shop({ servers: { web: { weights } } }) })),
  weights: fc
    .tuple(weight, weight)
    .map(([first, second]) => shop({ servers: { web: { weights: [first, second] } } })),
  scheduler: fc.constantFrom("rr", "lc", "wlc", "sh", "mh", "sed").map((scheduler) => shop({ scheduler })),
  timing: fc
    .record({
      every: fc.constantFrom("200ms", "1s"),
      timeout: fc.constantFrom("400ms", "1s"),
      failures: fc.integer({ min: 1, max: 3 }),
    })
    .map((check) => shop({ check })),
  check: fc.constantFrom(null, { http: null, tcp: true }).map((check) => shop({ check })),
  vip: fc.constant(shop({ vip: "10.10.0.101" })),
  vip6: fc.constantFrom(null, "2001:db8:10::101").map((vip6) => shop({ vip6 })),
  second: fc.constant({
    services: { api: { vip: "10.10.0.102", director: "lvs", mode: "nat", servers: { app: { port: 8080 } } } },
  }),
  lo: fc.boolean().map((held) => web({ "vip-on-lo": held })),
  arp: fc.constantFrom(0, 2).map((value) => web({ sysctls: { "net.ipv4.conf.all.arp_ignore": value } })),
  sysctl: fc
    .tuple(fc.constantFrom("client", "edge", "lvs", "web"), fc.constantFrom("0", "2"))
    .map(([tier, value]) => ({ tiers: { [tier]: { sysctls: { "net.ipv4.tcp_ecn": value } } } })),
  forwarding: fc.constant(web({ sysctls: { "net.ipv4.ip_forward": 1 } })),
  upstream: fc.constant(web({ upstream: null })),
  clients: fc.integer({ min: 2, max: 3 }).map((count) => ({ tiers: { client: { count } } })),
  annex: fc.integer({ min: 1, max: 2 }).map((count) => ({
    segments: { annex: "10.40.0.0/24" },
    tiers: { edge: { on: ["office", "dmz", "annex"] }, far: { role: "client", on: "annex", count } },
  })),
  beside: fc.constant({ tiers: { extra: { role: "nginx", on: "dmz" } } }),
  renumbered: fc
    .constantFrom("198.18.7.0/25", ["198.18.0.0/24", "2001:db8:7::/64"])
    .map((office) => ({ segments: { office } })),
  routes: fc
    .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 })
    .map((numbers) => [...new Set(numbers)].map((number) => ({ to: `172.16.${number}.0/24`, via: "edge1" })))
    .chain((routes) => fc.constantFrom("client", "lvs").map((tier) => ({ tiers: { [tier]: { routes } } }))),
};

/** What the lab by direct routing can have changed. */
export const DIRECT: Changes = {
  ...COMMON,
  nat: fc.constant({ ...shop({ mode: "nat" }), ...web({ gateway: "lvs1" }) }),
  gateway: fc.constant(web({ gateway: "lvs1" })),
  port: fc.constant(shop({ port: 8081 })),
  apps: fc
    .constantFrom("10.21.0.0/24", ["10.20.0.0/24", "2001:db8:20::/64"])
    .map((apps) => ({ segments: { apps } })),
  kernel: fc.constant({ tiers: { edge: { routing: "kernel" } } }),
};

/** What the lab by address translation can have changed. */
export const TRANSLATED: Changes = {
  ...COMMON,
  port: fc.constantFrom(80, 8088).map((port) => shop({ servers: { web: { port } } })),
  moved: fc.constant({
    ...shop({ mode: "dr", servers: { web: { port: null } } }),
    tiers: { web: { on: ["inner", "farm"] } },
  }),
  full: fc.constant(shop({ mode: "fullnat" })),
  farm: fc.constant({ segments: { farm: ["10.31.0.0/24", "2001:db8:31::/64"] } }),
  frr: fc.constant({ tiers: { core: { routing: "frr" } } }),
};

/** Two to five changes of a lab that the language accepts together. */
export function randomChange(lab: LabInput, changes: Changes): fc.Arbitrary<RandomChange> {
  return fc
    .subarray(Object.keys(changes), { minLength: 2, maxLength: 5 })
    .chain((names) => fc.tuple(...names.map((name) => changes[name] ?? fc.constant({}))))
    .map((patches) => ({
      written: patches.map((one) => JSON.stringify(one)).join(" "),
      plan: planWith(lab, patches),
    }))
    .filter((one): one is RandomChange => one.plan !== null);
}
