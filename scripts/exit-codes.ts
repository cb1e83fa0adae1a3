/** Exit codes of every verb. */
export const EXIT = {
  ok: 0,
  checkFailed: 1,
  wrongInput: 2,
  cannotRunHere: 3,
  provesNothing: 4,
  /** A fault of tierlab itself (EX_SOFTWARE of sysexits.h). */
  bug: 70,
  interrupted: 130,
} as const;
