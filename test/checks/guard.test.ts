import test from "ava";
import { dropped } from "../../scripts/checks/dropped.ts";
import { halfOpen } from "../../scripts/checks/half-open.ts";
import { served } from "../../scripts/checks/served.ts";
import { test as testSchema } from "../../stacks/lab/schema/test.ts";
import { evidence, request, unanswered } from "./sample-evidence.ts";

const flooded = testSchema.parse({
  id: "flooded",
  claim: "what is to be proven",
  send: { flood: "syn", to: "shop", from: "client1", packets: 1000, for: "1s" },
  expect: {},
});

function halfOpenAt(reading: { most: number; looks: number }, packets: number) {
  const floods = [{ client: "client1", service: "shop", packets, againAt: null }];
  const seen = evidence({ floods, halfOpen: [{ node: "web1", ...reading }] });
  return halfOpen.judge({ at: "web1", max: 0 }, { ...seen, test: flooded });
}

test("no half-open connection during a flood holds, with the flood's size in the figure", (t) => {
  const { outcome, figure } = halfOpenAt({ most: 0, looks: 5 }, 1000);
  t.is(outcome, "holds");
  t.is(figure, "0 half-open during a flood of 1000 SYNs");
});

test("half-open connections fail", (t) => {
  t.is(halfOpenAt({ most: 1, looks: 5 }, 1000).outcome, "fails");
});

test("a flood that did not flow, and servers seen only once, measure nothing", (t) => {
  t.is(halfOpenAt({ most: 0, looks: 5 }, 0).outcome, "not-measured");
  t.is(halfOpenAt({ most: 0, looks: 1 }, 1000).outcome, "not-measured");
});

test("drops are judged by the counter of their reason", (t) => {
  const seen = evidence({
    drops: [
      { node: "lvs1", by: "blocked", packets: 4 },
      { node: "lvs1", by: "over-rate", packets: 0 },
    ],
  });
  t.is(dropped.judge({ at: "lvs1", by: "blocked", "at-least": 4 }, seen).outcome, "holds");
  t.is(dropped.judge({ at: "lvs1", by: "blocked", "at-least": 5 }, seen).outcome, "fails");
  t.is(dropped.judge({ at: "lvs1", by: "over-rate", "at-least": 1 }, seen).outcome, "fails");
});

test("one sender's requests are judged apart from another's", (t) => {
  const seen = evidence({
    requests: [request({ sender: "good" }), unanswered({ sender: "greedy" }), request({ sender: "greedy" })],
  });
  const judge = (of: string | undefined, least: number, most?: number) =>
    served.judge({ of, failed: 0, "at-least": least, "at-most": most }, seen).outcome;
  t.is(judge("good", 1), "holds");
  t.is(judge("greedy", 1), "fails");
  t.is(judge(undefined, 2), "fails");
});

test("more than may be served fails, and so does a sender that sent nothing", (t) => {
  const seen = evidence({ requests: [request({ sender: "greedy" }), request({ sender: "greedy" })] });
  const judge = (of: string, most: number) =>
    served.judge({ of, failed: 9, "at-least": 0, "at-most": most }, seen).outcome;
  t.is(judge("greedy", 2), "holds");
  t.is(judge("greedy", 1), "fails");
  t.is(judge("nobody", 1), "fails");
});
