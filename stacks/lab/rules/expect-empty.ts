import type { Expect } from "../schema/expect.ts";
import type { Path } from "../source.ts";
import type { Rule } from "./rule.ts";

/** The keys that say what is expected; the others only say of whom. */
const CLAIMING = {
  path: ["request", "reply"],
  ipvs: ["connections", "in-packets", "out-packets", "in-bytes", "out-bytes"],
  cache: ["hit-ratio", "fetches"],
  saw: ["peer", "port", "forwarded"],
} as const satisfies Partial<Record<keyof Expect, readonly string[]>>;

/** A check that expects nothing always holds. */
export const expectEmpty: Rule = {
  name: "expect-empty",
  of: "tests",
  *find({ tests }) {
    for (const { test, path } of tests) {
      if (Object.keys(test.expect).length === 0) {
        yield {
          message: `test \`${test.id}\` expects nothing`,
          path: [...path, "expect"],
          label: "expected a check, as in `served: { failed: 0 }`",
        };
      }
      yield* within(test.expect, [...path, "expect"]);
      for (const [at, { sees }] of test.breaks.entries()) {
        yield* within(sees ?? {}, [...path, "breaks", at, "sees"]);
      }
    }
  },
};

function* within(expect: Expect, path: Path) {
  for (const [check, keys] of Object.entries(CLAIMING) as [keyof typeof CLAIMING, readonly string[]][]) {
    for (const [at, one] of (expect[check] ?? []).entries()) {
      if (!Object.keys(one).some((key) => keys.includes(key))) {
        yield {
          message: `this \`${check}\` expects nothing`,
          path: [...path, check, at],
          label: `expected at least one of: ${keys.join(", ")}`,
        };
      }
    }
  }
}
