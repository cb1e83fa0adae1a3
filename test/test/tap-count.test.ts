import test from "ava";
import { addCounts, countLine, countTap } from "../../scripts/test/tap-count.ts";

const TAP = `TAP version 13
ok 1 - setup › mirror › a title with # in it
not ok 2 - plan › a failing one
  ---
    name: AssertionError
    message: |-
      ok 7 - not a result
  ...
ok 3 - live › needs root # SKIP
not ok 4 - later # TODO
okay, this is no result
1..4
# tests 4
# pass 1
# fail 1
`;

test("passed, failed and skipped tests are counted from the lines of their results", (t) => {
  t.deepEqual(countTap(TAP), { passed: 1, failed: 1, skipped: 2 });
});

test("counts add up to one line, which names skipped tests where there are any", (t) => {
  const total = addCounts([countTap(TAP), { passed: 2, failed: 0, skipped: 0 }]);
  t.is(countLine(total), "3 passed, 1 failed, 2 skipped");
  t.is(countLine({ passed: 5, failed: 0, skipped: 0 }), "5 passed, 0 failed");
});
