import test from "ava";
import fc from "fast-check";
import { planLab } from "../../stacks/plan/plan-lab.ts";
import { templates } from "./lab-files.ts";
import { randomLab } from "./random-lab.ts";
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
      const vip = plan.services[0]?.vip ?? "";
      const holders = plan.nodes.filter((node) =>
        node.interfaces.some((entry) => entry.addresses.includes(`${vip}/32`)),
      );
      t.deepEqual(
        holders.map((node) => node.name),
        ["lvs1"],
      );
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
            const target = addresses[0]?.split("/")[0] ?? "";
            if (isJoined(plan, from.name, segment)) {
              t.not(walk(plan, from.name, target), null, `${from.name} to ${to.name} on ${segment}`);
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
      randomLab.filter((lab) => lab.services.shop?.vip === "192.0.2.1"),
      (lab) => {
        const plan = planLab(lab, templates);
        const director = plan.nodes.find((node) => node.role === "director");
        const isNear = director?.interfaces.some(({ segment }) => isJoined(plan, "client1", segment));
        if (isNear === true) t.is(walk(plan, "client1", "192.0.2.1")?.at(-1), "lvs1");
        t.pass();
      },
    ),
    { numRuns: 100 },
  );
});
