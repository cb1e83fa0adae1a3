import { isNamedBy } from "../../stacks/lab/node-ref.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import type { RequestRecord } from "../observe/observation.ts";
import { sightingsOf } from "../observe/packets/sightings.ts";
import { nodesOn, replyWalk, requestWalk } from "../observe/packets/walk.ts";
import type { Check } from "./check.ts";
import { factsOf, namesOfAny } from "./facts.ts";
import { holdsIf } from "./outcome.ts";
import { exampleOf, tellingHop } from "./packet-example.ts";
import { isServed } from "./success.ts";
import { byFrequency, count, way } from "./wording.ts";

/** The nodes that each request and each reply was seen to pass, by its packets. */
export const path: Check<"path"> = {
  name: "path",
  company: "beside",
  needs: () => [{ kind: "packets" }],
  judge(expectation, { seen, running }) {
    const sightings = sightingsOf(seen.packets);
    const wanted = { request: expectation.request, reply: expectation.reply };
    const { from } = expectation;
    const meant = seen.requests.filter(
      ({ client, dns }) => dns === undefined && (from === undefined || isOneOf(client, from, running)),
    );
    const ways = meant.map((request) => {
      const walk = requestWalk(request.id, request.client, sightings);
      return { request, walk, went: { request: nodesOn(walk), reply: nodesOn(replyWalk(walk, sightings)) } };
    });
    const asked = (["request", "reply"] as const).filter((side) => wanted[side] !== undefined);
    const right = ways.filter(({ went }) =>
      asked.every((side) => matches(went[side], wanted[side] ?? [], running)),
    );
    const wrong = ways.filter((each) => !right.includes(each));
    const lost = wrong.filter(isUnseen);
    const isLost = wrong.length > 0 && lost.length === wrong.length;
    const shown = wrong.length > 0 ? wrong : ways;
    const wrongSide =
      asked.find((side) => !matches(shown[0]?.went[side] ?? [], wanted[side] ?? [], running)) ?? "request";
    const usual = asked.map((side) => usualWay(side, shown, running));
    const sides = ["request", "reply"] as const;
    const whole = ways.filter((each) => !isUnseen(each));
    return {
      outcome: isLost ? "not-measured" : holdsIf(ways.length > 0 && wrong.length === 0),
      expected: asked.map((side) => `${side} ${way(wanted[side] ?? [])}`).join("; "),
      observed:
        ways.length === 0 ? "no request" : usual.map(([text, times]) => `${text} (${times})`).join("; "),
      figure: `${right.length} of ${count(ways.length, "request")}`,
      sentence:
        ways.length === 0
          ? "No request was sent."
          : wrong.length === 0
            ? `All ${count(ways.length, "request")} went that way: ${usual.map(([text]) => text).join("; ")}.`
            : isLost
              ? `Not measured: of ${count(lost.length, "request")} not all frames were seen, for those who served them were not seen to get them.`
              : `${wrong.length} of ${count(ways.length, "request")} went another way, most of them ${usual.map(([text]) => text).join("; ")}.`,
      look:
        wrong.length === 0 ? null : lookAt(shown[0]?.went[wrongSide] ?? [], wanted[wrongSide] ?? [], running),
      ...factsOf(
        seen,
        whole.flatMap(({ went }) => sides.map((side) => wayOfAny(side, went, running))),
      ),
      ...exampleOf(tellingHop(shown[0]?.walk ?? [], running)),
    };
  },
};

type Side = "request" | "reply";

/** Whether it was served by somebody who was never seen to get it: then frames of it are missing. */
function isUnseen({
  request,
  went,
}: {
  readonly request: RequestRecord;
  readonly went: Record<Side, string[]>;
}): boolean {
  return isServed(request) && request.servedBy.some((node) => !went.request.includes(node));
}

function matches(nodes: readonly string[], refs: readonly string[], plan: Plan): boolean {
  return nodes.length === refs.length && nodes.every((node, index) => isOneOf(node, refs[index] ?? "", plan));
}

function isOneOf(name: string, ref: string, { nodes }: Plan): boolean {
  const node = nodes.find((candidate) => candidate.name === name);
  return node !== undefined && isNamedBy(node, ref);
}

/** The most frequent way, in which a tier of several nodes stands for any one of them. */
function usualWay(
  side: Side,
  ways: readonly { readonly went: Record<Side, string[]> }[],
  plan: Plan,
): [text: string, times: number] {
  const texts = ways.map(({ went }) => wayOfAny(side, went, plan));
  return byFrequency(texts)[0] ?? [`${side} ${way([])}`, 0];
}

function wayOfAny(side: Side, went: Record<Side, string[]>, plan: Plan): string {
  return `${side} ${way(went[side].map(namesOfAny(plan)))}`;
}

/** The routes of the last node up to which the way was right. */
function lookAt(went: readonly string[], refs: readonly string[], plan: Plan): string | null {
  const wrongAt = went.findIndex((node, index) => !isOneOf(node, refs[index] ?? "", plan));
  const node = wrongAt <= 0 ? went.at(-1) : went[wrongAt - 1];
  return node === undefined ? null : `exec ${plan.lab} ${node} -- ip route`;
}
