/** Works on all side by side; the first error stops the rest and is the one thrown, after all have ended. */
export async function allOf<T>(
  signal: AbortSignal,
  items: readonly T[],
  work: (item: T, stop: AbortSignal) => Promise<void>,
): Promise<void> {
  const failed = new AbortController();
  const stop = AbortSignal.any([signal, failed.signal]);
  let first: unknown;
  await Promise.all(
    items.map((item) =>
      work(item, stop).catch((error) => {
        first ??= error;
        failed.abort();
      }),
    ),
  );
  if (first !== undefined) throw first;
}
