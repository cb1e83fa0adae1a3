/** How many tests a TAP stream tells of. */
export interface TestCount {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Counts the top level test lines of TAP 13 or 14; a `todo` counts as skipped, whatever it says. */
export function countTap(tap: string): TestCount {
  const results = tap.split("\n").flatMap((line) => {
    const [, not, rest = ""] = /^(not )?ok\b(.*)$/.exec(line) ?? [];
    if (!/^(not )?ok\b/.test(line)) return [];
    if (/#\s*(skip|todo)\b/i.test(rest)) return ["skipped" as const];
    return [not === undefined ? ("passed" as const) : ("failed" as const)];
  });
  const count = (wanted: (typeof results)[number]) => results.filter((result) => result === wanted).length;
  return { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
}

/** The sum of several counts. */
export function addCounts(counts: readonly TestCount[]): TestCount {
  const sum = (key: keyof TestCount) => counts.reduce((total, count) => total + count[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

/** `12 passed, 0 failed, 3 skipped`; skipped ones are told where there are any. */
export function countLine({ passed, failed, skipped }: TestCount): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
