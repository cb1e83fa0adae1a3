import test from "ava";
import { command, must } from "../../scripts/commands/command.ts";

test("what takes too long is killed, and says so after what it had said", async (t) => {
  const ended = await command(["sh", "-c", "echo slow >&2; kill -STOP $$"], { timeoutMs: 200 });
  t.deepEqual(ended, { exitCode: 124, stdout: "", stderr: "slow\ntimed out after 200 ms\n" });
});

test("an abort ends it, and is told with its reason", async (t) => {
  const stop = new AbortController();
  const running = command(["sh", "-c", "kill -STOP $$"], { signal: stop.signal });
  stop.abort(new Error("interrupted"));
  await t.throwsAsync(running, { message: "interrupted" });
  await t.throwsAsync(command(["true"], { signal: stop.signal }), { message: "interrupted" });
});

test("what must succeed and does not is told with what it said", async (t) => {
  t.is(await must("saying", ["echo", "well"]), "well\n");
  await t.throwsAsync(must("the links", ["sh", "-c", "echo no device >&2; exit 2"]), {
    message: "the links: no device",
  });
  await t.throwsAsync(must("the links", ["false"]), { message: "the links: exit code 1" });
});
