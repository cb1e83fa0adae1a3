import test from "ava";
import { moved, movedByModulo } from "../../scripts/checks/moved.ts";
import type { HandledFlow } from "../../scripts/observe/observation.ts";
import { evidence } from "./sample-evidence.ts";

const AGAIN = 5_000;
const floods = [{ client: "mob1", service: "shop", packets: 800, againAt: AGAIN }];

/** Flows that lvs1 handed to web1 and web2 in turn, and lvs2 in the second round to those that are told. */
function twice(count: number, secondServer: (number: number, first: string) => string): HandledFlow[] {
  return Array.from({ length: count }, (_, number) => {
    const first = `web${1 + (number % 2)}`;
    const flow = { service: "shop", client: `198.19.0.1:${1024 + number}` };
    return [
      { ...flow, director: "lvs1", server: first, at: 1_000 },
      { ...flow, director: "lvs2", server: secondServer(number, first), at: AGAIN + 100 },
    ];
  }).flat();
}

const judge = (flows: readonly HandledFlow[]) =>
  moved.judge({ of: "shop", without: "web3", "at-most": 0.05 }, evidence({ flows, floods }));

test("flows that stay with their servers hold", (t) => {
  const { outcome, figure } = judge(twice(400, (_, first) => first));
  t.is(outcome, "holds");
  t.is(figure, "0% of 400 flows");
});

test("flows that move by more than is told fail", (t) => {
  const { outcome, figure } = judge(twice(400, (number, first) => (number < 40 ? "web9" : first)));
  t.is(outcome, "fails");
  t.is(figure, "10% of 400 flows");
});

test("what a director still has when the flows come again tells nothing of its hash", (t) => {
  const kept = twice(400, () => "web9").filter(({ director }) => director === "lvs1");
  t.is(judge(kept).outcome, "not-measured");
});

test("a server that is still there was not without it", (t) => {
  t.is(judge(twice(400, () => "web3")).outcome, "not-measured");
});

test("a server that is out of the pool as well takes its flows along, which tells nothing of the hash", (t) => {
  const { outcome, sentence } = judge(twice(400, () => "web1"));
  t.is(outcome, "not-measured");
  t.regex(sentence, /reached web2/);
});

test("too few flows show no share", (t) => {
  t.is(judge(twice(100, (_, first) => first)).outcome, "not-measured");
});

test("a modulo keeps one key in so many", (t) => {
  t.is(movedByModulo(2), 0);
  t.is(Math.round(100 * movedByModulo(4)), 67);
  t.is(Math.round(100 * movedByModulo(10)), 89);
});
