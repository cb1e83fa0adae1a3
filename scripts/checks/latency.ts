import type { Plan } from "../../stacks/plan/plan.ts";
import type { Check } from "./check.ts";
import { holdsIf } from "./outcome.ts";
import { isServed } from "./success.ts";
import { count } from "./wording.ts";

/**
 * How many round trips over a delayed segment the median request takes. Only whole delays count, so what else a request
 * takes does not matter as long as it is less than one of them.
 */
export const latency: Check<"latency"> = {
  name: "latency",
  company: "alone",
  needs: () => [],
  judge(expectation, { seen, expectedOf, running }) {
    const { over, "round-trips": wanted } = expectation;
    const delayMs = expectedOf.segments.find(({ name }) => name === over)?.delayMs ?? 0;
    const served = seen.requests.filter(isServed);
    const times = served.map(({ startedAt, endedAt }) => endedAt - startedAt).toSorted((a, b) => a - b);
    const medianMs = times[Math.floor(times.length / 2)] ?? 0;
    const quickMs = times[Math.floor(times.length / 4)] ?? 0;
    const trips = delayMs > 0 ? medianMs / delayMs : 0;
    const whole = Math.floor(trips);
    const holds = served.length > 0 && whole === wanted;
    // A starved machine slows requests down, but hardly all of them alike: the quickest quarter tells.
    const quickHolds = delayMs > 0 && Math.floor(quickMs / delayMs) === wanted;
    const starved = !holds && quickHolds && seen.latenessMs > delayMs / 2;
    const figure = `median ${medianMs.toFixed(0)} ms, ${trips.toFixed(2)} x ${delayMs} ms`;
    return {
      outcome: starved ? "not-measured" : holdsIf(holds),
      expected: `${count(wanted, "round trip")} over ${over} a request: ${wanted * delayMs} to ${(wanted + 1) * delayMs} ms`,
      observed: figure,
      figure,
      sentence: starved
        ? `Not measured: the machine was busy, a 5 ms timer came up to ${seen.latenessMs.toFixed(0)} ms late.`
        : served.length === 0
          ? "No request was served."
          : `The median of ${count(served.length, "request")} took ${medianMs.toFixed(0)} ms: ${count(whole, "round trip")} of ${delayMs} ms over ${over}.`,
      look: lookAt(over, running),
    };
  },
};

function lookAt(segment: string, { lab, nodes }: Plan): string | null {
  const router = nodes.find(({ interfaces }) =>
    interfaces.some((one) => one.segment === segment && one.impairment?.delayMs !== undefined),
  );
  return router === undefined ? null : `exec ${lab} ${router.name} -- tc qdisc show`;
}
