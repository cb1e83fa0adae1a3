import test from "ava";
import { labAfter, readLab } from "../../stacks/lab/read-lab.ts";

const reading = readLab(
  `
lab: small
about: A timeline that changes the lab.
segments: { dmz: 10.10.0.0/24 }
tiers:
  client: { role: client, on: dmz }
  lvs: { role: director, on: dmz }
  web: { role: nginx, on: dmz, count: 2 }
services:
  shop: { vip: 10.10.0.100, director: lvs, mode: dr, servers: { web: { weights: [3, 2] } } }
tests:
  - id: changes
    claim: Each change comes on top of those before it.
    send: { probe: shop, from: client, for: 9s }
    timeline:
      - { at: 4s, refill: web1, of: shop }
      - { at: 1s, drain: web1, of: shop }
      - { at: 2s, change: { services: { shop: { scheduler: rr } } } }
      - { at: 3s, change: { tiers: { web: { keepalive: 8 } } } }
      - { at: 5s, kill: web2 }
    expect: { served: { failed: 0 } }
    breaks:
      - with: { services: { shop: { servers: { web: { weights: [1, 1] } } } } }
        fails: served
`,
  { file: "small.yaml" },
);

function seen(at: number, labBreak: number | null) {
  const fault = reading.lab?.tests[0]?.timeline.find((one) => one.at === at);
  const lab = fault && labAfter(reading, 0, labBreak, fault);
  const shop = lab?.services.shop;
  return lab === undefined
    ? null
    : [shop?.servers.web?.weights, shop?.scheduler, "keepalive" in (lab.tiers.web ?? {}) && lab.tiers.web];
}

function weightsAfter(at: number, labBreak: number | null) {
  return seen(at, labBreak)?.[0];
}

test("a timeline changes its lab in the order of its times, each change on top of those before it", (t) => {
  t.deepEqual(reading.diagnostics, []);
  t.deepEqual(seen(1_000, null)?.slice(0, 2), [[0, 2], "wrr"]);
  t.deepEqual(seen(2_000, null)?.slice(0, 2), [[0, 2], "rr"]);
  t.like(seen(3_000, null)?.[2], { keepalive: 8 });
  t.deepEqual(seen(4_000, null)?.slice(0, 2), [[3, 2], "rr"]);
  t.is(seen(5_000, null), null);
});

test("in a broken lab the same faults change that one", (t) => {
  t.deepEqual(weightsAfter(1_000, 0), [0, 1]);
  t.deepEqual(weightsAfter(4_000, 0), [1, 1]);
});
