/** Milliseconds since the epoch with fractions; it never steps back while the process lives. */
export function epochMs(): number {
  return performance.timeOrigin + performance.now();
}
