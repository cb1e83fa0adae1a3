import { isNamedBy } from "../../stacks/lab/node-ref.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import type { RequestRecord } from "../observe/observation.ts";
import type { Check } from "./check.ts";
import { holdsIf } from "./outcome.ts";
import { failureOf, isServed } from "./success.ts";
import { byFrequency, count, listed } from "./wording.ts";

/** Which servers requests came to at last, by what these say of themselves. */
export const servedBy: Check<"served-by"> = {
  name: "served-by",
  company: "beside",
  needs: () => [],
  judge({ of, node: refs }, { seen, running }) {
    const requests = seen.requests.filter(({ sender }) => of === undefined || sender === of);
    const asksOf = (ref: string, request: RequestRecord) =>
      isServed(request) && isNamed(request.servedBy.at(-1), ref, running);
    const right = requests.filter((request) => refs.some((ref) => asksOf(ref, request)));
    const idle = refs.filter((ref) => !requests.some((request) => asksOf(ref, request)));
    const wrong = requests.filter((request) => !right.includes(request));
    const servers = byFrequency(
      requests.map((request) =>
        isServed(request) ? (request.servedBy.at(-1) ?? "nobody") : failureOf(request),
      ),
    );
    const whose = of === undefined ? "" : ` of ${of}`;
    const went = servers.map(([name, times]) => `${name} ${times}`).join(", ");
    return {
      outcome: holdsIf(requests.length > 0 && wrong.length === 0 && idle.length === 0),
      expected: `${of === undefined ? "" : `${of}: `}${listed(refs)}`,
      observed: went === "" ? "no request" : went,
      figure: `${right.length} of ${count(requests.length, "request")}`,
      sentence:
        requests.length === 0
          ? `No request${whose} was sent.`
          : `${count(requests.length, "request")}${whose} came to ${went}${idle.length === 0 ? "" : `; ${listed(idle)} got none`}.`,
      look: null,
    };
  },
};

function isNamed(name: string | undefined, ref: string, { nodes }: Plan): boolean {
  const node = nodes.find((candidate) => candidate.name === name);
  return node !== undefined && isNamedBy(node, ref);
}
