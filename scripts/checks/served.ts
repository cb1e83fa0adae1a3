import type { Expectation } from "../../stacks/lab/schema/expect.ts";
import { askingCommand } from "./asked-service.ts";
import type { Check } from "./check.ts";
import { holdsIf } from "./outcome.ts";
import { failureOf, hadNoAnswerInTime, isServed } from "./success.ts";
import { busy, mayBeStarved, mayMistakeTheLiving } from "./timing.ts";
import { byFrequency, count } from "./wording.ts";

/** How many requests were served, and how many failed. */
export const served: Check<"served"> = {
  name: "served",
  company: "beside",
  needs: () => [],
  judge(expectation, evidence) {
    const { test, seen, running } = evidence;
    const { of } = expectation;
    const requests = seen.requests.filter(({ sender }) => of === undefined || sender === of);
    const good = requests.filter(isServed);
    const failures = requests.filter((request) => !isServed(request));
    const total = requests.length;
    const most = expectation["at-most"];
    const by = of === undefined ? "" : ` of ${of}`;
    const causes = byFrequency(failures.map(failureOf));
    const [cause] = causes;
    const holds =
      total > 0 &&
      failures.length <= expectation.failed &&
      good.length >= expectation["at-least"] &&
      good.length <= (most ?? total);
    const isStarved =
      !holds &&
      (mayBeStarved({ good: good.length, failures }, seen.latenessMs) ||
        // A router without any director that it believes alive has no route, and nobody answers.
        (good.length > 0 &&
          failures.length > 0 &&
          failures.every(hadNoAnswerInTime) &&
          mayMistakeTheLiving(seen.latenessMs, evidence)));
    return {
      outcome: isStarved ? "not-measured" : holdsIf(holds),
      expected: inWords(expectation),
      observed: `${good.length} served, ${failures.length} failed${causes.map(([text, times]) => `, ${times} x ${text}`).join("")}`,
      figure: `${good.length} of ${total} requests`,
      sentence:
        cause === undefined
          ? `${good.length} of ${count(total, "request")}${by} were served.`
          : `${isStarved ? busy(seen.latenessMs) : ""}${failures.length} of ${count(total, "request")}${by} failed: ${cause[0]}.`,
      look: lookAt(failures[0]?.client, running.lab, askingCommand(test, running)),
    };
  },
};

function inWords({ failed, "at-least": least, "at-most": most }: Expectation<"served">): string {
  const bounds = [
    failed === 0 ? "no request fails" : `at most ${failed} failed`,
    ...(least > 1 ? [`at least ${least} served`] : []),
    ...(most === undefined ? [] : [`at most ${most} served`]),
  ];
  return bounds.join(", ");
}

function lookAt(client: string | undefined, lab: string, command: string | undefined): string | null {
  if (client === undefined || command === undefined) return null;
  return `exec ${lab} ${client} -- ${command}`;
}
