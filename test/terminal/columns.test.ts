import test from "ava";
import { alignedRows, sideBySide, wrapped } from "../../scripts/terminal/columns.ts";

test("text is wrapped between words, a longer word inside", (t) => {
  t.deepEqual(wrapped("one two three", 7), ["one two", "three"]);
  t.deepEqual(wrapped("abcdefghij", 4), ["abcd", "efgh", "ij"]);
});

test("columns are as wide as their widest cell, counted in columns and not in characters", (t) => {
  t.deepEqual(
    alignedRows([
      ["東京", "1"],
      ["abcde", "22"],
    ]),
    ["東京   1", "abcde  22"],
  );
});

test("cells of different heights stand side by side", (t) => {
  t.deepEqual(
    sideBySide([
      { lines: ["a", "b"], width: 3 },
      { lines: ["c"], width: 1 },
    ]),
    ["a    c", "b"],
  );
});
