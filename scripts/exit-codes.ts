/** Exit codes of every verb. */
export const EXIT = {
  ok: 0,
  checkFailed: 1,
  wrongInput: 2,
  cannotRunHere: 3,
  provesNothing: 4,
  interrupted: 130,
} as const;
