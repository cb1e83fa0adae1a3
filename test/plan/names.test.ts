import test from "ava";
import { siteRemovalBound } from "../../stacks/plan/dns-bound.ts";
import { brokenPlan, labUnderTest, nodeOf } from "./lab-files.ts";

const { plan } = labUnderTest("smart-dns");
const [name] = plan.names ?? [];

test("a name has the VIPs of its sites, each near to the clients that its site serves", (t) => {
  t.deepEqual(name?.answers, [
    { whose: "shop.east", address: "10.1.0.100", port: 80, clients: ["198.18.0.0/20"] },
    { whose: "shop.west", address: "10.2.0.100", port: 80, clients: ["198.18.16.0/20"] },
  ]);
});

test("a name may stand for edge caches, each tier's first", (t) => {
  const reference = labUnderTest("reference").plan;
  const images = reference.names?.find((one) => one.name === "img.shop.test");
  const addressOf = (node: string) =>
    nodeOf(reference, node).interfaces[0]?.addresses[0]?.split("/")[0] ?? "";
  t.deepEqual(images?.answers, [
    { whose: "cdn.east", address: addressOf("cdn1.east"), port: 80, clients: ["198.18.0.0/24"] },
    { whose: "cdn.west", address: addressOf("cdn1.west"), port: 80, clients: ["198.18.1.0/24"] },
  ]);
});

test("a client asks the resolver that it names", (t) => {
  const resolver = nodeOf(plan, "nres1").interfaces[0]?.addresses[0]?.split("/")[0] ?? "nobody";
  t.true(nodeOf(plan, "carol1").files[0]?.content.includes(`nameserver ${resolver}\n`));
});

test("a resolver that is told not to names no client subnet to anybody", (t) => {
  const content = (of: typeof plan) => nodeOf(of, "nres1").files[0]?.content ?? "";
  t.regex(content(plan), /edns_subnet_allow_list: \['www\.shop\.test'\]/);
  t.regex(content(brokenPlan("smart-dns", "dns-geo/0")), /edns_subnet_allow_list: \[\]/);
});

test("a dead site is out after its failed checks and the TTL, and without a check never", (t) => {
  if (name === undefined) return t.fail("smart-dns has no name");
  t.is(siteRemovalBound(name, 50)?.ms, 1 * (1_000 + 1_000 + 1_000) + 1_000 + 50);
  t.is(siteRemovalBound({ ...name, check: null }, 50), null);
});
