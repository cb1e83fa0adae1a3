import { readFileSync } from "node:fs";
import test from "ava";
import type { Packet } from "../../scripts/observe/observation.ts";
import { packetsOf } from "../../scripts/observe/packets/dissect.ts";
import { traceOf } from "../../scripts/trace/trace-of.ts";
import type { Plan } from "../../stacks/plan/plan.ts";

/** The trace of a real request of client2, as it was captured in a lab that ran. */
function realTrace(
  name: "dr" | "nat" | "fullnat",
  change: (plan: Plan) => Plan = (plan) => plan,
  isSeen: (packet: Packet) => boolean = () => true,
) {
  const file = (ending: string) =>
    readFileSync(new URL(`../observe/real/${name}.${ending}`, import.meta.url), "utf8");
  const plan = JSON.parse(file("plan.json")) as Plan;
  const packets = packetsOf(file("tsv"), plan).filter(isSeen);
  const sent = packets.find(
    ({ http, point, direction }) => http?.requestId && point.node === "client2" && direction === "out",
  );
  const [service] = plan.services;
  if (!sent?.http?.requestId || !sent.tcp || service === undefined) throw new Error("Expected a request");
  const request = {
    id: sent.http.requestId,
    client: "client2",
    service: service.name,
    dueAt: 0,
    startedAt: 0,
    endedAt: 5,
    localPort: sent.tcp.srcPort,
    status: 200,
    error: null,
    servedBy: ["web1"],
    reused: false,
    bytes: 3,
  };
  const asked = { url: "http://10.10.0.100/", addresses: [service.vip], port: service.port };
  return traceOf({ plan: change(plan), request, packets, ...asked });
}

const tiers = (hops: readonly { readonly tier: string }[]) => hops.map(({ tier }) => tier);

test("each connection has its handshake, its request and its reply, in order of time", (t) => {
  const { walks, connections } = realTrace("dr");
  t.is(connections.length, 2);
  for (const { number } of connections) {
    const kinds = walks.filter((walk) => walk.connection === number).map(({ kind }) => kind);
    const told = kinds.filter((kind) => ["SYN", "SYN ACK", "ACK", "request", "reply"].includes(kind));
    t.deepEqual(told, ["SYN", "SYN ACK", "ACK", "request", "reply"]);
  }
  t.true(walks.every(({ end }) => end === "taken"));
});

test("by direct routing IPVS chose a server with the SYN and kept it, and the reply leaves the director out", (t) => {
  const { walks } = realTrace("dr");
  const [syn, request] = [walks[0], walks.find(({ kind }) => kind === "request")];
  t.deepEqual(tiers(request?.hops ?? []), ["client", "edge", "lvs", "web"]);
  t.regex(
    syn?.hops[2]?.inferred?.text ?? "",
    /^IPVS chose web\d by \w+ and rewrote only the frame \(mode dr\)$/,
  );
  t.regex(request?.hops[2]?.inferred?.text ?? "", /^IPVS keeps the connection with web\d/);
  const reply = walks.find(({ kind, connection }) => kind === "reply" && connection === 1);
  t.deepEqual(tiers(reply?.hops ?? []), ["web", "edge", "client"]);
});

test("a translated packet stays in its connection on both sides of the director", (t) => {
  for (const name of ["nat", "fullnat"] as const) {
    const { walks, connections } = realTrace(name);
    t.is(connections.length, 2, name);
    const reply = walks.find(({ kind, connection }) => kind === "reply" && connection === 1);
    t.deepEqual(tiers(reply?.hops ?? []), ["web", "core", "lvs", "edge", "client"]);
    t.is(reply?.direction, "reply");
  }
});

test("what was seen is told, and no reason for it where the plan says otherwise", (t) => {
  const otherwise = (plan: Plan): Plan => ({
    ...plan,
    services: plan.services.map((service) => ({ ...service, mode: "nat" })),
  });
  const hop = realTrace("dr", otherwise).walks[0]?.hops[2];
  t.is(hop?.node, "lvs1");
  t.is(hop?.seen, "rewrites only the frame");
  t.notRegex(hop?.inferred?.text ?? "", /IPVS/);
});

test("a director that did not see the SYN is not said to have chosen with it", (t) => {
  const { walks } = realTrace("dr", undefined, (packet) => packet.tcp?.flags !== "SYN");
  const request = walks.find(({ kind }) => kind === "request");
  t.regex(request?.hops[2]?.inferred?.text ?? "", /its SYN did not pass here$/);
});

test("frames are numbered in order of time, and every point has its lane", (t) => {
  const { walks, points } = realTrace("dr");
  const seen = walks
    .flatMap(({ hops }) => hops.flatMap((hop) => [hop.in, hop.out]))
    .flatMap((one) => (one === null ? [] : [one]))
    .sort((a, b) => a.frame - b.frame);
  t.deepEqual(
    seen.map(({ frame }) => frame),
    seen.map((_, index) => index + 1),
  );
  t.true(seen.every(({ atMs }, index) => index === 0 || atMs >= (seen[index - 1]?.atMs ?? 0)));
  t.true(points.length >= 6);
});
