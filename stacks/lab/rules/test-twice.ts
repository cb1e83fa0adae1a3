import type { Path } from "../source.ts";
import type { Rule } from "./rule.ts";

export const testTwice: Rule = {
  name: "test-twice",
  about: "A test's id is its claim's name, so no other test has it.",
  of: "tests",
  *find({ tests }) {
    const seen = new Map<string, Path>();
    for (const { test, path } of tests) {
      const before = seen.get(test.id);
      if (before !== undefined) {
        yield {
          message: `two tests have the id \`${test.id}\``,
          path: [...path, "id"],
          label: "expected an id of its own",
          cause: { path: before, label: "the first" },
        };
      }
      seen.set(test.id, before ?? [...path, "id"]);
    }
  },
};
