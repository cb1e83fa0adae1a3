/** Works on all, no more than `most` of them side by side; rejects with the first error, and begins no other after it. */
export async function fewAtOnce<T>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const waiting = [...items].reverse();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (let item = waiting.pop(); item !== undefined && !failed; item = waiting.pop()) {
      await work(item).catch((error) => {
        failed = true;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: most }, worker));
}
