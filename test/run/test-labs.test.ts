import test from "ava";
import { ToldError } from "../../scripts/errors.ts";
import { EXIT } from "../../scripts/exit-codes.ts";
import { testLabs } from "../../scripts/run/test-labs.ts";
import { sampleLabFile } from "./sample-lab-file.ts";
import { scriptedMeans } from "./scripted-means.ts";

const TESTS = `
tests:
  - id: served
    claim: Every request is answered.
    send: { http: shop, from: client, requests: 10 }
    expect: { served: { failed: 0 } }
    no-break: There is nothing to take away here.
`;
const FILES = ["one", "two", "three"].map((name) => sampleLabFile(TESTS, name));
const OPTIONS = { only: [], breaks: true, keep: false, nodeKernel: "auto", spent: [] } as const;

function context(before: (act: string) => void) {
  const scripted = scriptedMeans({ before });
  const { signal } = new AbortController();
  return { acts: scripted.acts, of: () => ({ means: scripted.means, signal, progress: () => {} }) };
}

test("a lab that does not come up does not stop the others, and results keep the given order", async (t) => {
  const { of } = context((act) => {
    if (act === "up one") throw new ToldError("no room", { exitCode: EXIT.cannotRunHere });
  });
  const { labs, bug } = await testLabs(
    FILES,
    2,
    () => OPTIONS,
    of,
    () => {},
  );
  t.deepEqual(
    labs.map(({ lab, verdict }) => [lab, verdict]),
    [
      ["one", "skipped"],
      ["two", "passed"],
      ["three", "passed"],
    ],
  );
  t.is(bug, undefined);
});

test("a fault of tierlab in one lab is told after the others are done", async (t) => {
  const { of, acts } = context((act) => {
    if (act === "up two") throw new TypeError("a bug");
  });
  const { labs, bug } = await testLabs(
    FILES,
    1,
    () => OPTIONS,
    of,
    () => {},
  );
  t.deepEqual(
    labs.map(({ lab, verdict }) => [lab, verdict]),
    [
      ["one", "passed"],
      ["two", "failed"],
      ["three", "passed"],
    ],
  );
  t.true(bug instanceof TypeError);
  t.true(acts.includes("down three"));
});

test("no more labs stand at the same time than is wanted", async (t) => {
  let standing = 0;
  let most = 0;
  const { of } = context((act) => {
    if (act.startsWith("up")) standing += 1;
    if (act.startsWith("down")) standing -= 1;
    most = Math.max(most, standing);
  });
  await testLabs(
    FILES,
    2,
    () => OPTIONS,
    of,
    () => {},
  );
  t.is(most, 2);
});

test("each result is handed out as soon as it is there, before the next lab begins", async (t) => {
  const happened: string[] = [];
  const { of } = context((act) => {
    if (act.startsWith("up")) happened.push(act);
  });
  await testLabs(
    FILES,
    1,
    () => OPTIONS,
    of,
    (file, { lab, verdict }) => {
      t.is(file.lab.lab, lab);
      happened.push(`${lab} ${verdict}`);
    },
  );
  t.deepEqual(happened, ["up one", "one passed", "up two", "two passed", "up three", "three passed"]);
});
