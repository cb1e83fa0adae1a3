import { askedService } from "./asked-service.ts";
import type { Check } from "./check.ts";
import { holdsIf } from "./outcome.ts";
import { failureOf, isServed } from "./success.ts";
import { byFrequency, count } from "./wording.ts";

/** How many requests were served, and how many failed. */
export const served: Check<"served"> = {
  name: "served",
  needs: () => [],
  judge(expectation, { test, seen, running }) {
    const good = seen.requests.filter(isServed);
    const failures = seen.requests.filter((request) => !isServed(request));
    const total = seen.requests.length;
    const causes = byFrequency(failures.map(failureOf));
    const [cause] = causes;
    return {
      outcome: holdsIf(failures.length <= expectation.failed && good.length >= expectation["at-least"]),
      expected: `at least ${expectation["at-least"]} served, at most ${expectation.failed} failed`,
      observed: `${good.length} served, ${failures.length} failed${causes.map(([text, times]) => `, ${times} x ${text}`).join("")}`,
      figure: `${good.length} of ${total} requests`,
      sentence:
        cause === undefined
          ? `${good.length} of ${count(total, "request")} were served.`
          : `${failures.length} of ${count(total, "request")} failed: ${cause[0]}.`,
      look: lookAt(failures[0]?.client, running.lab, askedService(test, running)),
    };
  },
};

function lookAt(
  client: string | undefined,
  lab: string,
  service: { vip: string; port: number } | undefined,
): string | null {
  if (client === undefined || service === undefined) return null;
  return `exec ${lab} ${client} -- curl -sv -m 2 http://${service.vip}:${service.port}/`;
}
