import type { Test } from "../../stacks/lab/schema/test.ts";
import { type BreakGroup, groupBreaks } from "./break-cases.ts";
import type { LabFile } from "./lab-file.ts";
import { groupByTraffic, type Question, questionsOf } from "./questions.ts";

/** Tests that are proven together: what they share, a run of traffic or a break, is done once for all of them. */
export interface Round {
  readonly tests: readonly Test[];
  readonly breaks: readonly BreakGroup[];
}

export interface RoundOptions {
  readonly withBreaks: boolean;
  readonly isTimed: (question: Question) => boolean;
}

/**
 * The rounds in which the tests of a lab are proven, in the order of their first tests, but timed ones last: where several
 * labs are tested, what keeps processors busy is then done before it, and their timed traffic goes side by side.
 */
export function roundsOf(
  tests: readonly Test[],
  file: LabFile,
  { withBreaks, isTimed }: RoundOptions,
): Round[] {
  const breaks = withBreaks ? groupBreaks(tests, file) : [];
  const sharing = [...groupByTraffic(tests), ...breaks.map(({ cases }) => cases.map(({ test }) => test))];
  const rounds = joined(sharing).map((together) => ({
    tests: tests.filter((test) => together.has(test)),
    breaks: breaks.filter(({ cases }) => cases.some(({ test }) => together.has(test))),
  }));
  const last = (round: Round) => round.tests.some((test) => questionsOf(test, file).some(isTimed));
  return rounds.toSorted((a, b) => Number(last(a)) - Number(last(b)));
}

/** Sets that have an element in common become one. */
function joined<T>(sets: readonly (readonly T[])[]): ReadonlySet<T>[] {
  let found: Set<T>[] = [];
  for (const set of sets) {
    const touched = found.filter((known) => set.some((one) => known.has(one)));
    const [first = new Set<T>(), ...rest] = touched;
    for (const one of [...set, ...rest.flatMap((known) => [...known])]) first.add(one);
    found = touched.length === 0 ? [...found, first] : found.filter((known) => !rest.includes(known));
  }
  return found;
}
