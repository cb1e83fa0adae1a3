import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import type { Check } from "./check.ts";
import { holdsIf } from "./outcome.ts";
import { isServed } from "./success.ts";
import { count, percent } from "./wording.ts";

/** What edge caches answered by themselves, by what their clients were told, and what the origin logged. */
export const cache: Check<"cache"> = {
  name: "cache",
  company: "beside",
  needs: (expectation, running) => [{ kind: "server-log", nodes: nodesInPlan(expectation.origin, running) }],
  judge(expectation, { running, seen }) {
    const caches = nodesInPlan(expectation.at, running);
    const origins = nodesInPlan(expectation.origin, running);
    const visits = (nodes: readonly string[], servedBy: readonly string[]) =>
      servedBy.some((node) => nodes.includes(node));
    const requests = seen.requests.filter((one) => isServed(one) && visits(caches, one.servedBy));
    const hits = requests.filter(({ servedBy }) => !visits(origins, servedBy));
    const ids = new Set(requests.map(({ id }) => id));
    const fetches = seen.serverLog.filter(
      ({ node, requestId }) => origins.includes(node) && ids.has(requestId),
    );
    const ratio = requests.length === 0 ? 0 : hits.length / requests.length;
    const { "hit-ratio": least, fetches: range } = expectation;
    const isRatio =
      least === undefined || (ratio >= least && fetches.length === requests.length - hits.length);
    const isRange =
      range === undefined ||
      (fetches.length >= range["at-least"] && fetches.length <= (range["at-most"] ?? fetches.length));
    const share = `(1 - ${percent(ratio)}) x ${requests.length}`;
    return {
      outcome: holdsIf(requests.length > 0 && isRatio && isRange),
      expected: [
        ...(least === undefined ? [] : [`hit ratio h at least ${percent(least)}, (1 - h) x N fetched`]),
        ...(range === undefined
          ? []
          : [`${range["at-least"]} to ${range["at-most"] ?? "any number of"} fetched`]),
      ].join("; "),
      observed: `${hits.length} of ${count(requests.length, "request")} from the cache, ${fetches.length} fetched`,
      figure: `hit ratio ${percent(ratio)}, ${fetches.length} fetched`,
      sentence: `${expectation.at} answered ${hits.length} of ${count(requests.length, "request")} from its cache; ${expectation.origin} logged ${fetches.length}${least === undefined ? "" : `, against ${share} = ${requests.length - hits.length}`}.`,
      look:
        caches[0] === undefined ? null : `exec ${running.lab} ${caches[0]} -- varnishstat -1 -n /tmp/varnish`,
    };
  },
};
