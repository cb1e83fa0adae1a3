import test from "ava";
import { timedStand } from "../../scripts/bench/stars/stand.ts";
import { timed } from "../../scripts/bench/timed.ts";

const context = { signal: new AbortController().signal, env: {} };
const limit = { timeoutMs: 10_000 };

test("a command's time has its lines of standard error in it, each with its own", async (t) => {
  const { ms, stdout, lines } = await timed(
    context,
    ["sh", "-c", "echo out; echo a >&2; sleep 0.1; echo b >&2"],
    limit,
  );
  t.is(stdout, "out");
  t.deepEqual(
    lines.map(({ text }) => text),
    ["a", "b"],
  );
  const [first, second] = lines.map(({ atMs }) => atMs);
  t.true((first ?? 0) <= (second ?? 0));
  t.true((second ?? 0) >= 90);
  t.true(ms >= (second ?? 0));
});

test("a failing command is told by its name and its last words", async (t) => {
  const words = ["sh", "-c", "echo one >&2; echo the last >&2; exit 3"];
  await t.throwsAsync(timed(context, words, limit), { message: "sh: the last" });
});

test("what a failing command said was an error is told rather than its last line", async (t) => {
  const words = ["sh", "-c", "echo 'error: no such lab' >&2; echo '  at line 3' >&2; exit 2"];
  await t.throwsAsync(timed(context, words, limit), { message: "sh: error: no such lab" });
});

test("an exit code that is an outcome is no failure", async (t) => {
  const { exitCode } = await timed(context, ["sh", "-c", "exit 4"], { ...limit, outcomes: [0, 4] });
  t.is(exitCode, 4);
});

test("a late command is ended", async (t) => {
  await t.throwsAsync(timed(context, ["sleep", "30"], { timeoutMs: 50 }), { message: /timed out/ });
});

test("an interruption ends the command and is the error", async (t) => {
  const controller = new AbortController();
  const running = timed({ ...context, signal: controller.signal }, ["sleep", "30"], limit);
  const reason = new Error("Ctrl-C");
  controller.abort(reason);
  t.is(await t.throwsAsync(running), reason);
});

test("a stand is up when it says so, and down when it has ended", async (t) => {
  const { up, down } = await timedStand(
    context,
    ["sh", "-c", "sleep 0.1; echo up; read -r x; sleep 0.2"],
    10_000,
  );
  t.true(up.ms >= 90);
  t.true(down.ms >= 190);
});

test("a stand that ends without coming up is a failure", async (t) => {
  await t.throwsAsync(timedStand(context, ["sh", "-c", "echo broken >&2; exit 1"], 10_000), {
    message: "sh: broken",
  });
});
