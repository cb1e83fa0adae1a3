import test from "ava";
import { CommandStarter } from "../../scripts/commands/command-starter.ts";
import { type Order, runCommand } from "../../scripts/commands/run-command.ts";

const starter = await CommandStarter.begin();

for (const [from, run] of [
  ["this process", runCommand],
  ["a process beside it", (order: Order) => starter.run(order)],
] as const) {
  test(`started from ${from}, a command gets its input and environment, and tells its end`, async (t) => {
    const script = "cat; echo $COLOUR; pwd; echo trouble >&2; exit 7";
    const { ended } = run({ words: ["sh", "-c", script], input: "in\n", env: { COLOUR: "red" } });
    t.deepEqual(await ended, { exitCode: 7, stdout: "in\nred\n/\n", stderr: "trouble\n", trouble: "" });
  });

  test(`started from ${from}, what cannot be found says so`, async (t) => {
    const { exitCode, trouble } = await run({ words: ["no-such-program"] }).ended;
    t.is(exitCode, null);
    t.regex(trouble, /ENOENT/);
  });

  test(`started from ${from}, a killed command ends with what it had said`, async (t) => {
    const { ended, kill } = run({ words: ["sh", "-c", "echo early; kill -STOP $$"] });
    kill();
    const { exitCode, trouble } = await ended;
    t.is(exitCode, null);
    t.is(trouble, "ended by SIGKILL\n");
  });

  test(`started from ${from}, the streams of a daemon that is left behind are not waited for`, async (t) => {
    const { ended } = run({ words: ["sh", "-c", "sleep 5 & echo $!"], mute: true });
    t.deepEqual(await ended, { exitCode: 0, stdout: "", stderr: "", trouble: "" });
  });
}

test("many commands at once each tell their own end, however much they say", async (t) => {
  const numbers = Array.from({ length: 30 }, (_, number) => number);
  const outcomes = await Promise.all(
    numbers.map(
      (number) => starter.run({ words: ["sh", "-c", `seq ${number} 30000; exit ${number}`] }).ended,
    ),
  );
  for (const [number, { exitCode, stdout }] of outcomes.entries()) {
    t.is(exitCode, number);
    t.is(stdout.trim().split("\n").length, 30_000 - number + 1);
  }
});

test("where the starter has died, its commands are told as lost", async (t) => {
  const doomed = await CommandStarter.begin();
  const parent = (await doomed.run({ words: ["sh", "-c", "echo $PPID"] }).ended).stdout.trim();
  const { ended } = doomed.run({ words: ["sh", "-c", `kill -KILL ${parent}; exit 0`] });
  t.regex((await ended).trouble, /has ended/);
  t.regex((await doomed.run({ words: ["true"] }).ended).trouble, /has ended/);
});
