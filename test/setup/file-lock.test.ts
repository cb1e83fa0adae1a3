import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { withFileLock } from "../../scripts/setup/file-lock.ts";

const options = { what: "the sample", timeoutMs: 20_000 };

test("two that want the same lock work one after the other", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "tierlab-lock-"));
  t.teardown(() => rm(folder, { recursive: true }));
  const events: string[] = [];
  const work = (name: string) =>
    withFileLock(join(folder, "lock"), options, async () => {
      events.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      events.push(`${name} ends`);
    });
  await Promise.all([work("a"), work("b")]);
  const [first] = (events[0] ?? "").split(" ");
  const second = first === "a" ? "b" : "a";
  t.deepEqual(events, [`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`]);
});

test("a lock that is not given back in time is told, and the work is not done", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "tierlab-lock-"));
  t.teardown(() => rm(folder, { recursive: true }));
  const path = join(folder, "lock");
  await withFileLock(path, options, async () => {
    await t.throwsAsync(
      withFileLock(path, { what: "the sample", timeoutMs: 200 }, async () =>
        t.fail("worked without the lock"),
      ),
      { message: /lock for the sample .* was not free within 0.2 s/ },
    );
  });
});

test("a failing work gives the lock back", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "tierlab-lock-"));
  t.teardown(() => rm(folder, { recursive: true }));
  const path = join(folder, "lock");
  await t.throwsAsync(
    withFileLock(path, options, () => Promise.reject(new Error("no"))),
    { message: "no" },
  );
  t.is(await withFileLock(path, options, async () => "again"), "again");
});
