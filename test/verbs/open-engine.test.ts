import test from "ava";
import { ToldError } from "../../scripts/errors.ts";
import { EXIT } from "../../scripts/exit-codes.ts";
import { openEngine } from "../../scripts/verbs/open-engine.ts";

const uid = process.getuid?.() ?? 0;
test.afterEach.always(() => {
  process.getuid = () => uid;
});

test.serial("an ordinary user is told that labs belong to root", (t) => {
  process.getuid = () => 1000;
  const error = t.throws(() => openEngine(), { instanceOf: ToldError });
  t.is(error.exitCode, EXIT.cannotRunHere);
});

test.serial("root gets the embedded engine", (t) => {
  process.getuid = () => 0;
  t.is(openEngine().name, "local");
});
