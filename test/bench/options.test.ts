import test from "ava";
import { CommanderError } from "commander";
import type { Suite } from "../../scripts/bench/context.ts";
import { readOptions } from "../../scripts/bench/options.ts";

const plain: Suite = { title: "", about: "", run: async () => [] };
const SUITES = { stars: plain, setup: { ...plain, onlyByName: true as const }, start: plain };

test("without options everything runs but what must be asked for by name", (t) => {
  t.deepEqual(readOptions([], SUITES), { only: ["stars", "start"], rounds: undefined, json: false });
});

test("named parts run in the order of the table", (t) => {
  t.deepEqual(readOptions(["--only", "start", "setup", "--rounds", "4", "--json"], SUITES), {
    only: ["setup", "start"],
    rounds: 4,
    json: true,
  });
});

test("--only can be repeated", (t) => {
  t.deepEqual(readOptions(["--only", "start", "--only", "stars"], SUITES).only, ["stars", "start"]);
});

for (const [what, args] of [
  ["an unknown part", ["--only", "star"]],
  ["no rounds", ["--rounds", "0"]],
  ["half a round", ["--rounds", "1.5"]],
  ["an unknown option", ["--round", "1"]],
] as const) {
  test(`${what} is refused`, (t) => {
    t.throws(() => quietly(() => readOptions(args, SUITES)), { instanceOf: CommanderError });
  });
}

/** commander writes to standard error by itself, which only the command line wants. */
function quietly<T>(work: () => T): T {
  const write = process.stderr.write;
  process.stderr.write = () => true;
  try {
    return work();
  } finally {
    process.stderr.write = write;
  }
}
