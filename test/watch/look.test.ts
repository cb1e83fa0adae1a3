import test from "ava";
import { lookParser, withLook } from "../../scripts/watch/reading/look.ts";

test("looks are taken out of what comes in pieces; an answer that stayed the same is named alone", (t) => {
  const parse = lookParser();
  t.deepEqual(parse("counters\x1fa\x1eb\nbg"), []);
  t.deepEqual(parse("p\x1f{}\n\x1f12.5\ncounters\n"), [
    {
      at: 12_500,
      texts: new Map([
        ["counters", "a\nb"],
        ["bgp", "{}"],
      ]),
    },
  ]);
  t.deepEqual(parse("\x1f13.5\n"), [{ at: 13_500, texts: new Map([["counters", null]]) }]);
});

test("an answer keeps what it was before, and when it was asked for last", (t) => {
  const first = withLook(new Map(), { at: 1_000, texts: new Map([["bgp", "one"]]) });
  const second = withLook(first, { at: 2_000, texts: new Map([["bgp", null]]) });
  const third = withLook(second, {
    at: 3_000,
    texts: new Map([
      ["bgp", "two"],
      ["new", null],
    ]),
  });
  t.like(second.get("bgp"), { text: "one", at: 2_000, changedAt: 1_000, before: null });
  t.deepEqual(third.get("bgp"), {
    text: "two",
    at: 3_000,
    changedAt: 3_000,
    before: { text: "one", changedAt: 1_000, at: 2_000, before: null },
  });
  t.false(third.has("new"));
});
