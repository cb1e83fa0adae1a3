import test from "ava";
import { checkedPlan } from "../../scripts/library/checked-plan.ts";
import { defineLab } from "../../scripts/library/index.ts";
import { labUnderTest } from "../plan/lab-files.ts";

const segments = { office: "198.51.100.0/24", dmz: "10.10.0.0/24" } as const;

const shop = defineLab({
  lab: "shop",
  about: "A director hands each frame to a web server by changing its MAC address.",
  segments,
  tiers: {
    client: { role: "client", on: "office" },
    edge: { role: "router", on: ["office", "dmz"] },
    lvs: { role: "director", on: "dmz" },
    web: { role: "nginx", on: "dmz", count: 3, gateway: "edge1" },
  },
  services: {
    shop: { vip: "10.10.0.100", director: "lvs", mode: "dr", servers: { web: { weights: [3, 2, 1] } } },
  },
  tests: [
    {
      id: "served",
      claim: "A request is answered.",
      send: { http: "shop", from: "client1", requests: 6 },
      expect: { served: { failed: 0 } },
      breaks: [{ with: { tiers: { web: { "vip-on-lo": false } } }, fails: "served" }],
    },
  ],
});

test("a lab in TypeScript is planned like a lab file", (t) => {
  const plan = checkedPlan(shop);
  t.deepEqual(
    plan.nodes.map(({ name }) => name),
    ["client1", "edge1", "lvs1", "web1", "web2", "web3"],
  );
});

test("a lab file is planned by its path", (t) => {
  t.deepEqual(checkedPlan("labs/lvs-dr.yaml"), labUnderTest("lvs-dr").plan);
});

test("the compiler knows the names of segments, tiers and services", (t) => {
  defineLab({
    lab: "wrong",
    about: "Names that are not there.",
    segments,
    tiers: {
      // @ts-expect-error there is no segment dmx
      client: { role: "client", on: "dmx" },
      edge: { role: "router", on: ["office", "dmz"] },
      lvs: { role: "director", on: "dmz" },
      // @ts-expect-error there is no tier edgy
      web: { role: "nginx", on: "dmz", gateway: "edgy1" },
      // @ts-expect-error there is no service shops
      guard: { role: "guard", on: ["office", "dmz"], protect: "shops" },
    },
    services: {
      // @ts-expect-error there is no tier lvx
      shop: { vip: "10.10.0.100", director: "lvx", mode: "dr", servers: "web" },
      // @ts-expect-error there is no tier wep
      cart: { vip: "10.10.0.101", director: "lvs", mode: "dr", servers: ["web", "wep"] },
      // @ts-expect-error there is no mode dd
      till: { vip: "10.10.0.102", director: "lvs", mode: "dd", servers: "web" },
    },
  });
  t.pass();
});

test("what only a rule finds is told with its place, all of it at once", (t) => {
  const far = { ...shop, tiers: { ...shop.tiers, web: { role: "nginx", on: "office", count: 3 } } } as const;
  const error = t.throws(() => checkedPlan(far));
  t.regex(error.message, /error\[dr-same-segment\]/);
  t.regex(error.message, /--> shop by defineLab, as YAML:\d+:\d+/);
});
