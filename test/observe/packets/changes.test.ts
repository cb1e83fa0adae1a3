import test from "ava";
import { changedFields, hasField } from "../../../scripts/observe/packets/changes.ts";
import { type Segment, sightingsOf } from "../../../scripts/observe/packets/sightings.ts";
import { directRouting } from "../sample-exchange.ts";

const [packet] = directRouting([{ id: "r-1", client: "client1", clientPort: 40_001, web: "web1" }]);
const segment = packet as Segment;
const outer = { src: "10.10.0.2", dst: "10.30.0.2", ttl: 64, id: 1, checksum: "0x1111", checksumGood: true };
const wrapped: Segment = { ...segment, outer };

test("a header that comes around a packet, or goes, is one change", (t) => {
  t.deepEqual(changedFields(segment, wrapped), ["ipip"]);
  t.deepEqual(changedFields(wrapped, segment), ["ipip"]);
  t.deepEqual(changedFields(wrapped, wrapped), []);
});

test("what a router changes in the outer header is told field by field", (t) => {
  const routed: Segment = { ...segment, outer: { ...outer, ttl: 63, checksum: "0x1211" } };
  t.deepEqual(changedFields(wrapped, routed), ["ipip.ttl", "ipip.checksum"]);
  t.deepEqual(changedFields(wrapped, { ...segment, outer: { ...outer, dst: "10.30.0.3" } }), ["ipip"]);
});

test("a packet inside another one is the same packet at its next sighting", (t) => {
  t.is(sightingsOf([segment, wrapped]).same(segment).length, 2);
});

test("in IPv6 the flow label may change and no checksum can", (t) => {
  const ip = {
    src: "fd00::1",
    dst: "fd00::2",
    ttl: 64,
    id: null,
    checksum: null,
    checksumGood: true,
    flow: 7,
  };
  const before: Segment = { ...segment, ip };
  t.deepEqual(changedFields(before, { ...before, ip: { ...ip, ttl: 63 } }), ["ip.ttl"]);
  t.deepEqual(changedFields(before, { ...before, ip: { ...ip, flow: 8 } }), ["ipv6.flow"]);
  t.true(hasField("ip.checksum", segment));
  t.false(hasField("ip.checksum", before));
  t.true(hasField("ipv6.flow", before));
});
