import type { Bound } from "./checker-bound.ts";
import type { PlannedFailover } from "./plan.ts";

/**
 * How long a request may take whose server has died silently, until another one has answered it: a connection is waited
 * for, or on one that was kept the answer (ngx_http_upstream: connect and read timers, each begun anew by what comes).
 */
export function failoverBound({ connectMs, answerMs }: PlannedFailover): Bound {
  const ms = connectMs + answerMs + OTHER_MS;
  return {
    ms,
    formula: `connect ${connectMs} ms + answer ${answerMs} ms + the other's answer ${OTHER_MS} ms = ${ms} ms`,
  };
}

/** An allowance for a server that lives. */
const OTHER_MS = 200;
