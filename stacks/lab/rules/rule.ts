import type { Finding } from "../finding.ts";
import type { AllowableRule } from "../schema/allow.ts";
import type { Lab } from "../schema/lab.ts";
import type { LabBreak, Test } from "../schema/test.ts";
import type { Path } from "../source.ts";

/** What a rule looks at: a lab that fits its schema, or as much of it as does. */
export interface RuleSubject {
  /** Its `tests` are not looked at: they stand below, with their places. */
  readonly lab: Lab;
  /** All names in the file, also of what the schema refused; a rule says nothing about those. */
  readonly names: Readonly<Record<NameKind, readonly string[]>>;
  readonly tests: readonly PlacedTest[];
  /** Where the lab is one that a break changed: that break. Expectations are those of the lab as written. */
  readonly broken: PlacedBreak | null;
}

export type NameKind = "segments" | "tiers" | "services";

export interface PlacedTest {
  readonly test: Test;
  readonly path: Path;
}

export interface PlacedBreak {
  readonly labBreak: LabBreak;
  readonly path: Path;
}

/** One rule of meaning. */
export interface Rule {
  readonly name: string;
  /** `lab` rules also look at what each break makes of the lab; `tests` rules at the tests as written. */
  readonly of: "lab" | "tests";
  find(subject: RuleSubject): Iterable<Finding>;
}

/** A rule that `allow` silences. */
export interface Allowable extends Rule {
  readonly name: AllowableRule;
}
