import type { PlannedCheck } from "./plan.ts";

/** A time that theory allows, with the sum it comes from, for the report. */
export interface Bound {
  readonly ms: number;
  /** As in `every 500 ms + timeout 500 ms = 1000 ms`. */
  readonly formula: string;
}

/**
 * From the silent death of a real server to its removal from IPVS. The server may die right after a check: the next
 * one starts `delay_loop` later and ends by `connect_timeout`; each of the `retry` further ones starts
 * `delay_before_retry` (set to `delay_loop`) after the last has failed (keepalived 2.3.3, check_http.c:epilog and
 * timeout_epilog, check_tcp.c:tcp_epilog, check_dns.c:dns_final: a server is down when `retry_it` exceeds `retry`). Each wait and each
 * time-out is a timer, and no timer is early. In the first second after a reload or restart no check runs at all
 * (check_api.c:register_checkers_thread, BOOTSTRAP_DELAY).
 */
export function removalBound(check: PlannedCheck): Bound {
  return bound([
    [check.failures, "failures", check.everyMs, "every"],
    [check.failures, "failures", check.timeoutMs, "timeout"],
    [2 * check.failures, "timers", TIMER_LATENESS_MS, "late by"],
  ]);
}

/**
 * From the return of a real server to its being in IPVS again. A check that is on its way then may still time out; the
 * next starts `delay_loop` after it. HTTP_GET wants a second good answer, which `fast_recovery` asks for at once
 * (check_http.c:epilog). A neighbour entry that failed meanwhile is asked for again once a second
 * (RFC 4861 RetransTimer, net.ipv4.neigh.*.retrans_time_ms), and the SYN waits for it.
 */
export function returnBound(check: PlannedCheck): Bound {
  return bound([
    [1, "", check.timeoutMs, "timeout"],
    [1, "", check.everyMs, "every"],
    [1, "", ARP_RETRANSMISSION_MS, "ARP"],
    [3, "timers", TIMER_LATENESS_MS, "late by"],
  ]);
}

const ARP_RETRANSMISSION_MS = 1_000;

/** Two ticks of a kernel with 100 Hz: User Mode Linux, where keepalived's timers run on its ticks. */
const TIMER_LATENESS_MS = 20;

type Term = readonly [count: number, counted: string, ms: number, name: string];

function bound(terms: readonly Term[]): Bound {
  const ms = terms.reduce((sum, [count, , each]) => sum + count * each, 0);
  const text = terms.map(([count, counted, each, name]) =>
    counted === "" ? `${name} ${each} ms` : `${count} ${counted} x ${name} ${each} ms`,
  );
  return { ms, formula: `${text.join(" + ")} = ${ms} ms` };
}
