import test from "ava";
import { deviationBy, deviationsOf } from "../../scripts/watch/model/deviations.ts";
import { eventsBetween } from "../../scripts/watch/model/events.ts";
import type { LabView } from "../../scripts/watch/model/lab-view.ts";
import { labUnderTest } from "../plan/lab-files.ts";
import { viewOf } from "./sample-view.ts";

const { plan } = labUnderTest("lvs-dr");
const view = viewOf(plan);
const DEAD = { health: "down", told: new Map() } as const;

function withWeight(weight: number | null): LabView {
  return {
    ...view,
    services: view.services.map((service) => ({
      ...service,
      servers: service.servers.map((server) => (server.node === "web1" ? { ...server, weight } : server)),
    })),
  };
}

function texts(before: LabView, after: LabView): string[] {
  return eventsBetween(before, after).map(({ tone, text }) => `${tone}: ${text}`);
}

test("two views that are the same tell no event", (t) => {
  t.deepEqual(eventsBetween(view, viewOf(plan)), []);
});

test("a node that dies, and lives again, is one event each, whatever else it no longer tells", (t) => {
  const dead = viewOf(plan, { web1: DEAD });
  t.deepEqual(texts(view, dead), ["bad: web1 is dead"]);
  t.deepEqual(texts(dead, view), ["good: web1 is up again"]);
});

test("what is seen for the first time is no event", (t) => {
  t.deepEqual(texts(viewOf(plan, { web1: { health: "unknown", told: new Map() } }), view), []);
});

test("a server's way out of its pool and back is told by its weight", (t) => {
  t.deepEqual(texts(withWeight(3), withWeight(0)), ["plain: shop drains web1: weight 0"]);
  t.deepEqual(texts(withWeight(3), withWeight(null)), ["bad: shop has web1 no more in its pool"]);
  t.deepEqual(texts(withWeight(0), withWeight(3)), ["good: shop has web1 in its pool again, weight 3"]);
  t.deepEqual(texts(withWeight(3), withWeight(1)), ["plain: shop gives web1 weight 1 instead of 3"]);
});

test("a link and a daemon that go and come are events", (t) => {
  const hurt: LabView = {
    ...view,
    nodes: view.nodes.map((node) =>
      node.name === "web1"
        ? {
            ...node,
            links: node.links.map((link) => ({ ...link, isUp: link.segment !== "apps" })),
            daemons: node.daemons.map((daemon) => ({ ...daemon, runs: false })),
          }
        : node,
    ),
  };
  t.deepEqual(texts(view, hurt), ["bad: web1 lost its link to apps", "bad: nginx of web1 is down"]);
  t.deepEqual(texts(hurt, view), ["good: web1 has its link to apps again", "good: nginx of web1 runs again"]);
  t.deepEqual(
    deviationsOf(hurt).map(({ text }) => text),
    ["web1 is cut off from apps", "nginx of web1 is down"],
  );
});

test("what deviates is named by the fault that would make it so, and the same by whoever made it", (t) => {
  const [drained] = deviationsOf(withWeight(0));
  t.deepEqual(drained?.fault, { at: 0, drain: "web1", of: "shop" });
  t.is(deviationBy({ at: 0, refill: "web1", of: "shop" }, "web1")?.made.key, drained?.key);
  t.true(deviationBy({ at: 0, refill: "web1", of: "shop" }, "web1")?.undone);
  const [dead] = deviationsOf(viewOf(plan, { web1: DEAD }));
  t.deepEqual(dead?.fault, { at: 0, kill: "web1" });
  t.is(deviationBy({ at: 0, start: "web1" }, "web1")?.made.key, dead?.key);
  t.is(deviationBy({ at: 0, cut: "web1:dmz" }, "web1")?.made.text, "web1 is cut off from dmz");
  t.is(deviationBy({ at: 0, purge: "cdn1", path: "/" }, "cdn1"), null);
});
