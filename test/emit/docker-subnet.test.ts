import test from "ava";
import { dockerSubnet, SUBNETS, subnetPlaces } from "../../stacks/emit/docker-subnet.ts";
import { parsePrefix } from "../../stacks/plan/prefix.ts";

test("labs of other prefixes have other addresses in Docker, whatever theirs are", (t) => {
  const places = [...subnetPlaces(["office", "dmz", "farm"]).values()];
  const all = ["tierlab-lvs-dr", "tierlab-lvs-nat", "ci-42"].flatMap((prefix) =>
    places.map((place) => dockerSubnet(prefix, place).subnet),
  );
  t.is(new Set(all).size, 9, all.join(" "));
  const block = parsePrefix(SUBNETS.block);
  for (const { first, last } of all.map(parsePrefix)) t.true(first >= block.first && last < block.last);
});

test("a gateway is the first address of its subnet", (t) => {
  const { subnet, gateway } = dockerSubnet("tierlab-lvs-dr", 0);
  t.regex(subnet, /^2[45]\d\.\d+\.\d+\.0\/21$/);
  t.is(gateway, subnet.replace(/0\/21$/, "1"));
});

test("no two segments of a lab share a place, even a thousand", (t) => {
  const names = Array.from({ length: 1_000 }, (_, index) => `segment-${index}`);
  t.is(new Set(subnetPlaces(names).values()).size, names.length);
});

test("a segment keeps its place when another one comes", (t) => {
  const before = subnetPlaces(["office", "dmz"]);
  const after = subnetPlaces(["annex", "office", "dmz"]);
  t.is(after.get("dmz"), before.get("dmz"));
});
