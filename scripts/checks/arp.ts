import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import type { Check } from "./check.ts";
import { factsOf } from "./facts.ts";
import { holdsIf } from "./outcome.ts";
import { count, listed } from "./wording.ts";

/** Who answers when somebody asks for a VIP by ARP. */
export const arp: Check<"arp"> = {
  name: "arp",
  company: "beside",
  needs: (expectation, running) =>
    nodesInPlan(expectation["asked-by"], running).map((askedBy) => ({
      kind: "arp",
      service: expectation.of,
      askedBy,
    })),
  judge(expectation, { expectedOf, running, seen }) {
    const owners = expectation.owners.flatMap((ref) => nodesInPlan(ref, expectedOf));
    const askers = nodesInPlan(expectation["asked-by"], running);
    const asked = seen.arp.filter(
      ({ service, askedBy }) => service === expectation.of && askers.includes(askedBy),
    );
    const answers = asked.flatMap((each) => each.answers);
    const holds =
      asked.length > 0 &&
      asked.every((each) =>
        sameNames(
          each.answers.map(({ mac, node }) => node ?? mac),
          owners,
        ),
      );
    const [first] = asked;
    const answerers = [...new Set(answers.map(({ mac, node }) => node ?? mac))];
    return {
      outcome: holdsIf(holds),
      expected: `${listed(owners)} ${owners.length === 1 ? "answers" : "answer"}`,
      observed:
        answers.length === 0
          ? "nobody answered"
          : answers.map(({ mac, node }) => `${node ?? "a stranger"} (${mac})`).join(", "),
      figure: count(new Set(answers.map(({ mac }) => mac)).size, "MAC"),
      sentence:
        first === undefined
          ? `Nobody asked for the VIP of ${expectation.of}.`
          : `${listed(askers)} asked who has ${first.vip}: ${listed(answerers)} answered.`,
      look:
        first === undefined ? null : `exec ${running.lab} ${first.askedBy} -- ip neighbour show ${first.vip}`,
      ...factsOf(
        seen,
        asked.flatMap((each) =>
          each.answers.map(({ node }) => `${node ?? "a stranger"} answers ${each.askedBy}`),
        ),
      ),
    };
  },
};

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  const [one, other] = [new Set(a), new Set(b)];
  return one.size === other.size && [...one].every((name) => other.has(name));
}
