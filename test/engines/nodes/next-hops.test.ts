import test from "ava";
import { nextHopsIn } from "../../../scripts/engines/nodes/next-hops.ts";

test("a route's next hops are read whether it has one or several", (t) => {
  const one = [{ dst: "10.9.0.100", gateway: "10.0.0.1", dev: "eth0" }];
  t.deepEqual(nextHopsIn(JSON.stringify(one)), ["10.0.0.1"]);
  const several = [{ dst: "10.9.0.100", nexthops: [{ gateway: "10.0.0.2" }, { gateway: "10.0.0.1" }] }];
  t.deepEqual(nextHopsIn(JSON.stringify(several)), ["10.0.0.1", "10.0.0.2"]);
});

test("no route has none, and neither has one without a next hop", (t) => {
  t.deepEqual(nextHopsIn(""), []);
  t.deepEqual(nextHopsIn(JSON.stringify([{ dst: "10.0.0.0/24", dev: "eth0" }])), []);
});
