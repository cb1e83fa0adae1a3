import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import type { RequestRecord } from "../observe/observation.ts";
import type { Check } from "./check.ts";
import { holdsIf } from "./outcome.ts";
import { failureOf } from "./success.ts";
import { byFrequency, count, listed } from "./wording.ts";

/** Whose address each client was told whenever it looked a name up. */
export const answers: Check<"answers"> = {
  name: "answers",
  company: "beside",
  needs: () => [],
  judge(expectation, { seen, running }) {
    const services = new Map([
      ...running.services.map(({ vip, name }) => [vip, name] as const),
      ...(running.names ?? []).flatMap(({ answers }) =>
        answers.map(({ address, whose }) => [address, whose] as const),
      ),
    ]);
    const found = Object.entries(expectation).map(([ref, service]) => {
      const clients = nodesInPlan(ref, running);
      const told = seen.requests.flatMap((request) =>
        clients.includes(request.client) ? (toldBy(request, services) ?? []) : [],
      );
      return { ref, service, told, right: told.filter((one) => one === service).length };
    });
    const total = found.reduce((sum, { told }) => sum + told.length, 0);
    const right = found.reduce((sum, each) => sum + each.right, 0);
    const wrong = found.filter((each) => each.told.length === 0 || each.right < each.told.length);
    const inWords = found.map(
      ({ ref, told }) =>
        `${ref} ${
          byFrequency(told)
            .map(([text, times]) => `${text} (${times})`)
            .join(", ") || "nothing"
        }`,
    );
    const name = seen.requests.find(({ lookup }) => lookup !== undefined)?.lookup?.name;
    return {
      outcome: holdsIf(wrong.length === 0),
      expected: found.map(({ ref, service }) => `${ref} ${service}`).join("; "),
      observed: inWords.join("; "),
      figure: `${right} of ${count(total, "answer")}`,
      sentence:
        wrong.length === 0
          ? `Every client was told its own: ${inWords.join("; ")}.`
          : `Not as expected: ${listed(wrong.map(({ ref }) => ref))}. Told were ${inWords.join("; ")}.`,
      look:
        name === undefined || wrong[0] === undefined
          ? null
          : `exec ${running.lab} ${nodesInPlan(wrong[0].ref, running)[0]} -- dig ${name}`,
    };
  },
};

/** What a request was told by its look-up, or by its answer where it is a query itself; undefined where it asked nobody. */
function toldBy(request: RequestRecord, services: ReadonlyMap<string, string>): string | undefined {
  const { lookup, dns } = request;
  if (lookup === undefined && dns === undefined) return undefined;
  const error = lookup === undefined ? request.error : lookup.error;
  if (error !== null) return error;
  const addresses =
    lookup?.addresses.map(({ address }) => address) ?? dns?.answers.map(({ data }) => data) ?? [];
  return addresses.map((address) => services.get(address) ?? address).join(" and ") || failureOf(request);
}
