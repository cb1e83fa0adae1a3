import test from "ava";
import { served } from "../../scripts/checks/served.ts";
import { type Send, send as sendSchema } from "../../stacks/lab/schema/send.ts";
import { samplePlan } from "../observe/sample-plan.ts";
import { evidence, request, unanswered } from "./sample-evidence.ts";

const all = { failed: 0, "at-least": 1 };

test("it holds where every request was answered well", (t) => {
  const found = served.judge(all, evidence({ requests: [request(), request()] }));
  t.is(found.outcome, "holds");
  t.is(found.figure, "2 of 2 requests");
  t.is(found.sentence, "2 of 2 requests were served.");
});

test("it fails by an unanswered request, and tells why it was not answered", (t) => {
  const found = served.judge(all, evidence({ requests: [request(), unanswered()] }));
  t.is(found.outcome, "fails");
  t.is(found.observed, "1 served, 1 failed, 1 x no answer within 500 ms");
  t.is(found.look, "exec sample client1 -- curl -sv -m 2 http://10.10.0.100:80/");
});

test("who would ask for a name the same way asks by dig", (t) => {
  const sample = evidence({ requests: [unanswered()] });
  const send: Send[] = [sendSchema.parse({ dns: "www.shop.test", to: "shop", from: "client1", queries: 1 })];
  const found = served.judge(all, { ...sample, test: { ...sample.test, send } });
  t.is(found.look, "exec sample client1 -- dig +nsid @10.10.0.100 -p 80 www.shop.test A");
});

test("an error page is no service", (t) => {
  const found = served.judge(all, evidence({ requests: [request(), request({ status: 502 })] }));
  t.is(found.outcome, "fails");
  t.is(found.sentence, "1 of 2 requests failed: status 502.");
});

test("as many failures as the lab allows are no failure", (t) => {
  t.is(
    served.judge({ ...all, failed: 1 }, evidence({ requests: [request(), unanswered()] })).outcome,
    "holds",
  );
});

test("it fails where fewer were served than must be, even if none failed", (t) => {
  t.is(served.judge(all, evidence({ requests: [] })).outcome, "fails");
  t.is(served.judge({ failed: 0, "at-least": 2 }, evidence({ requests: [request()] })).outcome, "fails");
});

test("what failed for want of an answer while the sender itself was late was not measured", (t) => {
  const requests = [request(), unanswered()];
  const { startedAt, endedAt } = unanswered();
  const latenessMs = (endedAt - startedAt) / 4;
  const found = served.judge(all, evidence({ requests, latenessMs }));
  t.is(found.outcome, "not-measured");
  t.regex(
    found.sentence,
    /^Not measured: the machine was busy, .* ms late; 1 of 2 requests failed: no answer/,
  );
  const refused = [...requests, request({ status: 502 })];
  t.is(served.judge(all, evidence({ requests: refused, latenessMs })).outcome, "fails");
  t.is(served.judge({ ...all, failed: 1 }, evidence({ requests, latenessMs })).outcome, "holds");
  const nobody = (late: number) =>
    served.judge(all, evidence({ requests: [unanswered()], latenessMs: late })).outcome;
  t.is(nobody((endedAt - startedAt) * 0.49), "fails");
  t.is(nobody((endedAt - startedAt) * 0.51), "not-measured");
});

test("where routers may have lost sight of directors that live, nobody knows whose failures were seen", (t) => {
  const requests = [request(), unanswered()];
  const running = samplePlan({ announcement: { while: "served", bfd: { intervalMs: 50, multiplier: 3 } } });
  const judged = (latenessMs: number, plan = running) =>
    served.judge(all, evidence({ requests, latenessMs }, { running: plan })).outcome;
  t.is(judged(21), "not-measured");
  t.is(judged(20), "fails");
  t.is(judged(21, samplePlan()), "fails");
});
