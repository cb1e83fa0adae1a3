/** What goes and what comes so that one list becomes another. */
export interface ListChange<T> {
  readonly gone: readonly T[];
  readonly come: readonly T[];
}

/** The change of a set: order does not matter. */
export function setChange<T>(now: readonly T[], wanted: readonly T[]): ListChange<T> {
  const keys = (list: readonly T[]) => new Set(list.map((item) => JSON.stringify(item)));
  const [before, after] = [keys(now), keys(wanted)];
  return {
    gone: now.filter((item) => !after.has(JSON.stringify(item))),
    come: wanted.filter((item) => !before.has(JSON.stringify(item))),
  };
}

/** The change of a list whose new items can only be appended: what stands behind the first difference goes and comes again. */
export function orderedChange(now: readonly string[], wanted: readonly string[]): ListChange<string> {
  const kept = now.filter((item) => wanted.includes(item));
  const inOrder = kept.every((item, index) => item === wanted[index]);
  if (inOrder) return setChange(now, wanted);
  const same = now.findIndex((item, index) => item !== wanted[index]);
  const start = same === -1 ? now.length : same;
  return { gone: now.slice(start), come: wanted.slice(start) };
}

export function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
