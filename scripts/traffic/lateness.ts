const PERIOD_MS = 5;

/** Watches how late a 5 ms timer comes; the returned function stops it and gives the greatest lateness in milliseconds. */
export function watchLateness(): () => number {
  let greatest = 0;
  let due = performance.now() + PERIOD_MS;
  const late = () => Math.max(0, performance.now() - due);
  const timer = setInterval(() => {
    greatest = Math.max(greatest, late());
    due = performance.now() + PERIOD_MS;
  }, PERIOD_MS);
  return () => {
    clearInterval(timer);
    return Math.max(greatest, late());
  };
}
