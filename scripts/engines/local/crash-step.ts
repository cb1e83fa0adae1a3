/**
 * Carries out one effect. Where the environment names a crash point (`TIERLAB_CRASH_AT=7` or `7-after`), this process
 * kills itself right before, or right after, its seventh effect: the tests take every one of them in turn.
 */
export async function step<T>(name: string, effect: () => Promise<T> | T): Promise<T> {
  taken += 1;
  const number = taken;
  if (process.env.TIERLAB_CRASH_TRACE === "1") process.stderr.write(`step ${number} ${name}\n`);
  const [at, moment] = (process.env.TIERLAB_CRASH_AT ?? "").split("-");
  if (at === String(number) && moment !== "after") crash();
  const result = await effect();
  if (at === String(number) && moment === "after") crash();
  return result;
}

let taken = 0;

function crash(): never {
  process.kill(process.pid, "SIGKILL");
  // The signal is delivered on the way out of the system call; nothing below is reached.
  throw new Error("a killed process went on");
}
