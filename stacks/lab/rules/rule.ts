import type { Finding } from "../finding.ts";
import type { AllowableRule } from "../schema/allow.ts";
import type { Expect } from "../schema/expect.ts";
import type { Lab } from "../schema/lab.ts";
import type { Patch } from "../schema/patch.ts";
import type { Test } from "../schema/test.ts";
import type { Path } from "../source.ts";

/** What a rule looks at: a lab that fits its schema, or as much of it as does. */
export interface RuleSubject {
  /** Its `tests` are not looked at: they stand below, with their places. */
  readonly lab: Lab;
  /** All names in the file, also of what the schema refused; a rule says nothing about those. */
  readonly names: Readonly<Record<NameKind, readonly string[]>>;
  readonly tests: readonly PlacedTest[];
  /** Where the lab is a changed one: what changed it. Expectations are those of the lab as written. */
  readonly patched: PlacedPatch | null;
}

export type NameKind = "segments" | "tiers" | "services" | "names";

export interface PlacedTest {
  readonly test: Test;
  readonly path: Path;
}

/** A break, or a fault that changes the lab while it works. */
export interface PlacedPatch {
  readonly patch: Patch;
  /** Where the break or the fault stands; the patch is below it. */
  readonly path: Path;
  readonly key: "with" | "change";
  /** What is seen in the changed lab. */
  readonly sees: Expect | undefined;
}

/** One rule of meaning. */
export interface Rule {
  readonly name: string;
  /** What holds of every lab that keeps it, and why; `tierlab explain` tells it. */
  readonly about: string;
  /** `lab` rules also look at what each break or change makes of the lab; `tests` rules at the tests as written. */
  readonly of: "lab" | "tests";
  find(subject: RuleSubject): Iterable<Finding>;
}

/** A rule that `allow` silences. */
export interface Allowable extends Rule {
  readonly name: AllowableRule;
}
