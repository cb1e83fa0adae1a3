import test from "ava";
import { saw } from "../../scripts/checks/saw.ts";
import type { ServerLogLine } from "../../scripts/observe/observation.ts";
import { samplePlan } from "../observe/sample-plan.ts";
import { evidence } from "./sample-evidence.ts";

const line = (given: Partial<ServerLogLine> = {}): ServerLogLine => ({
  node: "web1",
  requestId: "r-1",
  peer: "198.18.0.1",
  port: 80,
  forwardedFor: null,
  status: 200,
  upstream: "10.20.0.21:8080",
  connection: 7,
  connectionRequest: 1,
  ...given,
});

test("it reads the log of every node that is meant", (t) => {
  t.deepEqual(saw.needs({ at: "web", port: 80 }, samplePlan()), [
    { kind: "server-log", nodes: ["web1", "web2"] },
  ]);
});

test("it holds where every line has the peer and the port", (t) => {
  const found = saw.judge(
    { at: "web", port: 80, peer: "client1" },
    evidence({ serverLog: [line(), line()] }),
  );
  t.is(found.outcome, "holds");
  t.is(found.figure, "2 of 2 requests");
  t.is(found.sentence, "In all 2 requests web saw peer client1 (198.18.0.1), port 80.");
});

test("one line with another port or peer fails", (t) => {
  const asked = { at: "web", port: 80, peer: "client1" };
  t.is(saw.judge(asked, evidence({ serverLog: [line(), line({ port: 8080 })] })).outcome, "fails");
  const found = saw.judge(asked, evidence({ serverLog: [line(), line({ peer: "10.10.0.2" })] }));
  t.is(found.outcome, "fails");
  t.is(found.observed, "peer lvs1 (10.10.0.2), port 80");
});

test("the first address of X-Forwarded-For is the one that counts", (t) => {
  const asked = { at: "app", forwarded: "client1" };
  const at = (forwardedFor: string | null) => evidence({ serverLog: [line({ node: "app1", forwardedFor })] });
  t.is(saw.judge(asked, at("198.18.0.1, 10.10.0.2")).outcome, "holds");
  t.is(saw.judge(asked, at("10.10.0.2, 198.18.0.1")).outcome, "fails");
  t.is(saw.judge(asked, at(null)).outcome, "fails");
});

test("lines of other nodes do not count, and no line at all fails", (t) => {
  const found = saw.judge({ at: "web2", port: 80 }, evidence({ serverLog: [line()] }));
  t.is(found.outcome, "fails");
  t.is(found.figure, "0 of 0 requests");
});

test("its facts name the tier of a peer, for which of its nodes came is a matter of what went before", (t) => {
  const serverLog = [line(), line({ peer: "198.18.0.2" }), line({ peer: "10.10.0.2" })];
  t.deepEqual(saw.judge({ at: "web", port: 80, peer: "client" }, evidence({ serverLog })).facts, [
    "web saw peer client, port 80",
    "web saw peer lvs1, port 80",
  ]);
});
