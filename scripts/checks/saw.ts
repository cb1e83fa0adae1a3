import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import type { Expectation } from "../../stacks/lab/schema/expect.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import type { ServerLogLine } from "../observe/observation.ts";
import { addressesOf, nameOf, ownerOf } from "./address-owner.ts";
import type { Check } from "./check.ts";
import { factsOf, namesOfAny } from "./facts.ts";
import { holdsIf } from "./outcome.ts";
import { byFrequency, count } from "./wording.ts";

/** What a server wrote down of the requests that reached it: its peer, its own port, whom they were forwarded for. */
export const saw: Check<"saw"> = {
  name: "saw",
  company: "beside",
  needs: (expectation, running) => [{ kind: "server-log", nodes: nodesInPlan(expectation.at, running) }],
  judge(expectation, { running, seen }) {
    const nodes = nodesInPlan(expectation.at, running);
    const lines = seen.serverLog.filter((line) => nodes.includes(line.node));
    const right = lines.filter((line) => isAsExpected(line, expectation, running));
    const wrong = lines.filter((line) => !right.includes(line));
    const shown = (line: ServerLogLine) =>
      lineInWords(line, expectation, (address) => nameOf(address, running));
    const any = (address: string) => namesOfAny(running)(ownerOf(address, running) ?? address);
    const [usual] = byFrequency((wrong.length > 0 ? wrong : lines).map(shown));
    const [server] = [wrong[0]?.node ?? nodes[0]];
    return {
      outcome: holdsIf(lines.length > 0 && wrong.length === 0),
      expected: expectedInWords(expectation),
      observed: usual?.[0] ?? "no request",
      figure: `${right.length} of ${count(lines.length, "request")}`,
      sentence:
        usual === undefined
          ? `No request of this test stands in the access log of ${expectation.at}.`
          : wrong.length === 0
            ? `In all ${count(lines.length, "request")} ${expectation.at} saw ${usual[0]}.`
            : `In ${wrong.length} of ${count(lines.length, "request")} ${expectation.at} saw something else, mostly ${usual[0]}.`,
      look: server === undefined ? null : `logs ${running.lab} ${server}`,
      ...factsOf(
        seen,
        lines.map((line) => `${expectation.at} saw ${lineInWords(line, expectation, any)}`),
      ),
    };
  },
};

type Saw = Expectation<"saw">;

function isAsExpected(line: ServerLogLine, { peer, port, forwarded }: Saw, plan: Plan): boolean {
  return (
    (peer === undefined || addressesOf(peer, plan).includes(line.peer)) &&
    (port === undefined || line.port === port) &&
    (forwarded === undefined || addressesOf(forwarded, plan).includes(firstForwarded(line) ?? ""))
  );
}

function firstForwarded({ forwardedFor }: ServerLogLine): string | undefined {
  return forwardedFor?.split(",")[0]?.trim();
}

function expectedInWords({ peer, port, forwarded }: Saw): string {
  return said([
    ["peer", peer],
    ["port", port],
    ["forwarded for", forwarded],
  ]);
}

function lineInWords(
  line: ServerLogLine,
  { peer, port, forwarded }: Saw,
  nameOfHost: (address: string) => string,
): string {
  return said([
    ["peer", peer === undefined ? undefined : nameOfHost(line.peer)],
    ["port", port === undefined ? undefined : line.port],
    ["forwarded for", forwarded === undefined ? undefined : nameOfHost(firstForwarded(line) ?? "nobody")],
  ]);
}

function said(parts: readonly (readonly [label: string, value: string | number | undefined])[]): string {
  return parts.flatMap(([label, value]) => (value === undefined ? [] : [`${label} ${value}`])).join(", ");
}
