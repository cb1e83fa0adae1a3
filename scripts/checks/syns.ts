import { isNamedBy, nodesInPlan } from "../../stacks/lab/node-ref.ts";
import { isSyn, openings } from "../observe/packets/openings.ts";
import { type Segment, type Sightings, sightingsOf } from "../observe/packets/sightings.ts";
import type { Check } from "./check.ts";
import { holdsIf } from "./outcome.ts";
import { isServed } from "./success.ts";
import { count } from "./wording.ts";

/** How many TCP connections were opened to servers while requests were served, those of HTTP health checks left out. */
export const syns: Check<"syns"> = {
  name: "syns",
  company: "beside",
  needs: () => [{ kind: "packets" }],
  judge(expectation, { seen, running }) {
    const nodes = nodesInPlan(expectation.at, running);
    const here = seen.packets.filter(({ point }) => nodes.includes(point.node));
    const sightings = sightingsOf(here);
    const opened = openings(here.filter(isSyn)).filter(
      (syn) => syn.direction === "in" && !isHealthCheck(syn, sightings),
    );
    const served = seen.requests.filter(isServed).length;
    const most = expectation["at-most"];
    const server = running.nodes.find((node) => isNamedBy(node, expectation.at));
    const figure = `${count(opened.length, "SYN")} for ${count(served, "request")}`;
    return {
      // Where nothing is served, few connections are nobody's merit.
      outcome: holdsIf(served > 0 && opened.length <= most),
      expected: `at most ${count(most, "SYN")} at ${expectation.at}`,
      observed: figure,
      figure,
      sentence: `${expectation.at} saw ${count(opened.length, "SYN")} while ${count(served, "request")} were served.`,
      look: server === undefined ? null : `exec ${running.lab} ${server.name} -- ss -tn`,
    };
  },
};

/** Its first request is nobody's: every request of a test has an X-Request-Id. */
function isHealthCheck(syn: Segment, sightings: Sightings): boolean {
  const first = sightings
    .between(syn)
    .find(({ at, direction, http }) => at >= syn.at && direction === "in" && http?.kind === "request");
  return first?.http?.requestId === null;
}
