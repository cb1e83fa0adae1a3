import test from "ava";
import fc from "fast-check";
import { planLab } from "../../stacks/plan/plan-lab.ts";
import { familyOf, hostPrefix, parseAddress } from "../../stacks/plan/prefix.ts";
import { vipsOf } from "../../stacks/plan/vips-of.ts";
import { templates } from "./lab-files.ts";
import { randomLab, STRAY } from "./random-lab.ts";
import { isJoined, walk } from "./walk-plan.ts";

test("a lab is planned to the same bytes every time", (t) => {
  fc.assert(
    fc.property(randomLab, (lab) => {
      t.is(JSON.stringify(planLab(lab, templates)), JSON.stringify(planLab(structuredClone(lab), templates)));
    }),
    { numRuns: 50 },
  );
});

test("no two MACs of a lab are equal, and all are local and unicast", (t) => {
  fc.assert(
    fc.property(randomLab, (lab) => {
      const macs = planLab(lab, templates).nodes.flatMap((node) => node.interfaces.map(({ mac }) => mac));
      t.is(new Set(macs).size, macs.length);
      for (const mac of macs) t.is(Number.parseInt(mac.slice(0, 2), 16) & 0b11, 0b10);
    }),
    { numRuns: 50 },
  );
});

test("no two interfaces of a lab have the same address, and none has a VIP but the director's", (t) => {
  fc.assert(
    fc.property(randomLab, (lab) => {
      const plan = planLab(lab, templates);
      const addresses = plan.nodes.flatMap((node) => node.interfaces.flatMap((entry) => entry.addresses));
      const bare = addresses.map((cidr) => cidr.split("/")[0]);
      t.is(new Set(bare).size, bare.length);
      for (const vip of plan.services.flatMap(vipsOf)) {
        const holders = plan.nodes.filter((node) =>
          node.interfaces.some((entry) => entry.addresses.includes(hostPrefix(vip))),
        );
        t.deepEqual(
          holders.map((node) => node.name),
          ["lvs1"],
        );
      }
    }),
    { numRuns: 50 },
  );
});

test("every node reaches every address that cables and forwarding nodes join it with", (t) => {
  fc.assert(
    fc.property(randomLab, (lab) => {
      const plan = planLab(lab, templates);
      for (const from of plan.nodes) {
        for (const to of plan.nodes) {
          for (const { segment, addresses } of to.interfaces) {
            for (const target of addresses.map((cidr) => cidr.split("/")[0] ?? "")) {
              const isVip = plan.services.flatMap(vipsOf).includes(target);
              if (isVip || !isJoined(plan, from.name, segment, familyOf(target))) continue;
              t.not(walk(plan, from.name, target), null, `${from.name} to ${to.name} by ${target}`);
            }
          }
        }
      }
    }),
    { numRuns: 100 },
  );
});

test("every client that is joined with the director's segments reaches a VIP outside every segment", (t) => {
  fc.assert(
    fc.property(
      randomLab.filter((lab) => lab.services.shop?.vip === STRAY.ipv4),
      (lab) => {
        const plan = planLab(lab, templates);
        const director = plan.nodes.find((node) => node.role === "director");
        for (const vip of plan.services.flatMap(vipsOf)) {
          const family = familyOf(vip);
          const near = director?.interfaces.filter(({ addresses }) =>
            addresses.some((cidr) => familyOf(cidr) === family),
          );
          if (near?.some(({ segment }) => isJoined(plan, "client1", segment, family)))
            t.is(walk(plan, "client1", vip)?.at(-1), "lvs1");
        }
        t.pass();
      },
    ),
    { numRuns: 100 },
  );
});

test("a lab without IPv6 has nothing of it in its plan", (t) => {
  fc.assert(
    fc.property(randomLab, (lab) => {
      const segments = Object.fromEntries(
        Object.entries(lab.segments).map(([name, { prefix }]) => [name, { prefix }]),
      );
      const services = Object.fromEntries(
        Object.entries(lab.services).map(([name, { vip6, ...service }]) => [name, service]),
      );
      t.notRegex(JSON.stringify(planLab({ ...lab, segments, services }, templates)), /ipv6|2001:|::/);
    }),
    { numRuns: 50 },
  );
});

test("where no VIP is in the way a node has one host number in both families", (t) => {
  fc.assert(
    fc.property(randomLab, (lab) => {
      const { nodes } = planLab({ ...lab, services: {} }, templates);
      for (const { addresses } of nodes.flatMap((node) => node.interfaces)) {
        const numbers = addresses.map((cidr) => parseAddress(cidr.split("/")[0] ?? "") & 0xfffn);
        t.is(new Set(numbers).size, 1);
      }
    }),
    { numRuns: 50 },
  );
});
