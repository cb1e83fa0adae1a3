/** Above what servers listen on and what FullNAT gives (source-nat.ts), and below what the kernel gives by itself where it may not choose below. */
const FIRST = 10_000;
const COUNT = 54_000;

/** How many new connections a second a lab's clients may make on the average of a run and what goes before it. */
const A_SECOND = 400;

/**
 * Where the ports of a run of traffic begin. They go on with the time, so that one is used again after 135 s at the earliest:
 * conntrack knows a closed connection for 120 s (nf_conntrack_tcp_timeout_time_wait), and a guard's SYNPROXY lets no new
 * handshake by where it still knows one. The kernel chooses a new first port every 10 s (EPHEMERAL_PORT_SHUFFLE_PERIOD in
 * net/core/secure_seq.c), and comes to the same ones again.
 */
export function firstPortAt(epochMs: number): number {
  return portAfter(FIRST, Math.floor((epochMs / 1_000) * A_SECOND));
}

/** The port that comes so many after another one. */
export function portAfter(port: number, steps: number): number {
  return FIRST + ((port - FIRST + steps) % COUNT);
}
