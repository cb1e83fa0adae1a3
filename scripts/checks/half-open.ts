import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import type { SynReading } from "../observe/observation.ts";
import type { Check } from "./check.ts";
import { holdsIf } from "./outcome.ts";
import { count, listed } from "./wording.ts";

/** How many half-open connections servers had at a time while the traffic ran. */
export const halfOpen: Check<"half-open"> = {
  name: "half-open",
  // Handshakes of good clients stay half-open as well where nobody has the time to go on with them.
  company: "alone",
  needs(expectation, running) {
    const nodes = nodesInPlan(expectation.at, running);
    const services = running.services.filter(
      ({ protocol, servers }) => protocol === "tcp" && servers.some(({ node }) => nodes.includes(node)),
    );
    return [
      { kind: "half-open", nodes },
      // What came to the guard and what behind it tells how the servers were spared.
      ...services.map(({ name }) => ({ kind: "syns", service: name }) as const),
    ];
  },
  judge(expectation, { running, test, seen }) {
    const nodes = nodesInPlan(expectation.at, running);
    const readings = seen.halfOpen.filter(({ node }) => nodes.includes(node));
    const worst = readings.toSorted((a, b) => b.most - a.most)[0];
    const looks = Math.min(...readings.map((reading) => reading.looks));
    const flooded = seen.floods.reduce((sum, { packets }) => sum + packets, 0);
    const isFlood = (test.send ?? []).some((send) => "flood" in send);
    // One look shows nothing: what counts is what is still there at the next.
    const isMeasured = worst !== undefined && looks >= 2 && (flooded > 0 || !isFlood);
    const most = worst?.most ?? 0;
    const during = flooded > 0 ? ` during a flood of ${flooded} SYNs` : "";
    return {
      outcome: isMeasured ? holdsIf(most <= expectation.max) : "not-measured",
      expected: `at most ${expectation.max} half-open at each of ${expectation.at}`,
      observed: readings.map((reading) => `${reading.node} ${reading.most}`).join(", "),
      figure: `${most} half-open${during}`,
      sentence: isMeasured
        ? `At most ${count(most, "connection")} stayed half-open at ${most === 0 ? expectation.at : worst.node}${during}, in ${count(looks, "look")}${synsInWords(seen.syns)}.`
        : "Not measured: no flood was sent, or the servers were not looked at often enough.",
      look: worst === undefined ? null : `exec ${running.lab} ${worst.node} -- ss -tn state syn-recv`,
    };
  },
};

function synsInWords(readings: readonly SynReading[]): string {
  if (readings.length === 0) return "";
  return `; ${listed(readings.map(({ node, at }) => `${node} saw ${count(at.length, "SYN")}`))}`;
}
