import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { withLock } from "../../../scripts/engines/state/lock.ts";
import { ToldError } from "../../../scripts/errors.ts";

const folder = mkdtempSync(join(tmpdir(), "tierlab-state-"));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

async function locksIn(state: string): Promise<string> {
  process.env.TIERLAB_STATE = state;
  return withLock("shop", async () => "locked");
}

test.serial("a folder that can be written to gives a lock", async (t) => {
  t.is(await locksIn(join(folder, "labs")), "locked");
});

test.serial("a state folder that is a file is a person's business, not a fault of tierlab", async (t) => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  const error = await t.throwsAsync(locksIn(file), { instanceOf: ToldError });
  t.is(error?.message, `nothing can be written to ${file}, where labs are recorded: EEXIST`);
});

test.serial("a state folder that takes no files is told with the system's own word", async (t) => {
  const error = await t.throwsAsync(locksIn("/proc/self"), { instanceOf: ToldError });
  t.regex(error?.message ?? "", /^nothing can be written to \/proc\/self, where labs are recorded: \w/);
});
