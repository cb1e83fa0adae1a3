import test from "ava";
import { ToldError } from "../../scripts/errors.ts";
import { claimIn, requestFor } from "../../scripts/trace/choose.ts";
import { labUnderTest } from "../plan/lab-files.ts";

const { lab, plan } = labUnderTest("lvs-dr");

test("the only service is asked by the first client", (t) => {
  const send = requestFor(plan, undefined, {});
  t.like(send, { http: "shop", from: ["client1"], requests: 1 });
});

test("a service of UDP is asked for the name that its health check asks for", (t) => {
  const { plan: udp } = labUnderTest("lvs-udp");
  t.like(requestFor(udp, "dns", {}), { dns: "ns.shop.test", to: "dns", from: ["client1"], queries: 1 });
  t.like(requestFor(udp, "kept", { from: "client2" }), { to: "kept", from: ["client2"] });
  const claim = claimIn(labUnderTest("lvs-udp").lab, "one-packet");
  t.like(requestFor(udp, undefined, {}, claim), { to: "dns", from: ["client1"] });
});

test("a client that has no way to the service asks the edge cache beside it, with a claim or without", (t) => {
  const cdn = labUnderTest("cdn");
  t.like(requestFor(cdn.plan, undefined, {}), { http: "shop", from: ["ann1"], via: "edge1" });
  t.like(requestFor(cdn.plan, "shop", { from: "bob1" }), { from: ["bob1"], via: "brink1" });
  const claim = claimIn(cdn.lab, "cdn");
  t.like(requestFor(cdn.plan, undefined, { from: "bob1" }, claim), { from: ["bob1"], via: "brink" });
  t.false("via" in requestFor(plan, undefined, {}));
});

test("with a claim it is asked as that one asks", (t) => {
  t.like(requestFor(plan, undefined, {}, claimIn(lab, "dr-ipv6")), { over: "ipv6" });
});

for (const [what, refused, message, help] of [
  [
    "a service that is not there",
    () => requestFor(plan, "shpo", {}),
    /no service `shpo`/,
    /did you mean `shop`/,
  ],
  [
    "a client that is not there",
    () => requestFor(plan, "shop", { from: "client3" }),
    /no client `client3`/,
    /client[12]/,
  ],
  [
    "a node that is no client",
    () => requestFor(plan, "shop", { from: "web1" }),
    /no client/,
    /client1, client2/,
  ],
  ["a path without a slash", () => requestFor(plan, "shop", { path: "prices" }), /path/, /slash/],
  [
    "a claim that is not there",
    () => claimIn(lab, "dr-replay"),
    /no claim `dr-replay`/,
    /did you mean `dr-reply`/,
  ],
  [
    "one of several services",
    () => requestFor(labUnderTest("l4-l7").plan, undefined, {}),
    /which one/,
    /shop/,
  ],
  [
    "a path for a service of UDP",
    () => requestFor(labUnderTest("lvs-udp").plan, "dns", { path: "/x" }),
    /no path/,
    /^$/,
  ],
  [
    "one of several services of UDP",
    () => requestFor(labUnderTest("lvs-udp").plan, undefined, {}),
    /which one/,
    /^one of: dns, kept$/,
  ],
  [
    "a claim whose breaks are faults in time",
    () => claimIn(labUnderTest("keepalived-ha").lab, "vrrp-graceful"),
    /faults in time/,
    /vrrp/,
  ],
] as const)
  test(`${what} is wrong input, and is told what to do`, (t) => {
    const error = t.throws(refused, { instanceOf: ToldError });
    t.is(error.exitCode, 2);
    t.regex(error.message, message);
    t.regex(error.help ?? "", help);
  });
