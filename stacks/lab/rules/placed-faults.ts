import type { Fault } from "../schema/fault.ts";
import type { Path } from "../source.ts";
import type { PlacedTest } from "./rule.ts";

/** One fault with its place, beside those that strike with it. */
export interface PlacedFault {
  readonly fault: Fault;
  readonly path: Path;
  readonly timeline: readonly Fault[];
}

/** Every fault of the tests, and of their breaks. */
export function* faultsIn(tests: readonly PlacedTest[]): Generator<PlacedFault> {
  for (const { test, path } of tests) {
    yield* within(test.timeline, [...path, "timeline"]);
    for (const [at, { timeline }] of test.breaks.entries())
      yield* within(timeline ?? [], [...path, "breaks", at, "timeline"]);
  }
}

function* within(timeline: readonly Fault[], path: Path): Generator<PlacedFault> {
  for (const [at, fault] of timeline.entries()) yield { fault, path: [...path, at], timeline };
}
