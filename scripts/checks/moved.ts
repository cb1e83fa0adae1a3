import type { HandledFlow } from "../observe/observation.ts";
import type { Check } from "./check.ts";
import { holdsIf } from "./outcome.ts";
import { count, percent } from "./wording.ts";

/**
 * The flows that come again to a director which does not have them, another one or one that was started anew, so that its
 * hash alone decides: which of them it hands to another server than before. Those of the server that is gone must move.
 */
export const moved: Check<"moved"> = {
  name: "moved",
  company: "beside",
  needs: ({ of }) => [{ kind: "flows", service: of }],
  judge({ of, without, "at-most": most }, { expectedOf, running, seen }) {
    // Several clients begin their second round side by side.
    const again = seen.floods.flatMap(({ service, againAt }) => (service === of ? (againAt ?? []) : []));
    const pairs = hashedAnew(
      seen.flows.filter(({ service }) => service === of),
      Math.min(...again),
    );
    const others = pairs.filter(({ before }) => before.server !== without);
    const strays = pairs.filter(({ after }) => after.server === without);
    const reached = new Set(pairs.map(({ after }) => after.server));
    // A checker that had to wait for a processor takes a server out that is well.
    const alsoGone = [...new Set(others.map(({ before }) => before.server))].filter(
      (server) => !reached.has(server),
    );
    const unclear = whyUnclear({ others: others.length, strays: strays.length, without, alsoGone });
    const elsewhere = others.filter(({ before, after }) => before.server !== after.server);
    const share = others.length === 0 ? 0 : elsewhere.length / others.length;
    const servers = expectedOf.services.find(({ name }) => name === of)?.servers.length ?? 0;
    const modulo = percent(movedByModulo(servers));
    const director = running.services.find(({ name }) => name === of)?.directors.at(-1);
    return {
      outcome: unclear === null ? holdsIf(share <= most) : "not-measured",
      expected: `at most ${percent(most)} of the flows of the others move (by a modulo ${modulo} would)`,
      observed: `${elsewhere.length} of ${others.length} moved`,
      figure: `${percent(share)} of ${count(others.length, "flow")}`,
      sentence:
        unclear === null
          ? `Of ${count(others.length, "flow")} that had to be hashed anew, and that were not those of ${without}, ${elsewhere.length} came to another server; by a modulo of ${servers} it would be ${modulo}.`
          : `Not measured: ${unclear}.`,
      look: director === undefined ? null : `exec ${running.lab} ${director} -- ipvsadm -Lnc`,
    };
  },
};

/** Fewer flows cannot show a share of a few per cent. */
const FEWEST = 300;

interface Seen {
  readonly others: number;
  readonly strays: number;
  readonly without: string;
  readonly alsoGone: readonly string[];
}

/** Why the share says nothing of the hash, or null. */
function whyUnclear({ others, strays, without, alsoGone }: Seen): string | null {
  if (others < FEWEST)
    return `${count(others, "flow")} came again to a director that did not know them, which is too few`;
  if (strays > 0) return `${without} still was in the pool when the flows came again`;
  if (alsoGone.length > 0) return `none of the flows that came again reached ${alsoGone.join(", ")}`;
  return null;
}

interface Pair {
  readonly before: HandledFlow;
  readonly after: HandledFlow;
}

/** Each flow with where it was in the first round, and with the director that had it in the second and not before. */
function hashedAnew(flows: readonly HandledFlow[], since: number): Pair[] {
  const first = new Map(flows.filter(({ at }) => at < since).map((flow) => [flow.client, flow]));
  return flows.flatMap((after) => {
    const before = first.get(after.client);
    return after.at < since || before === undefined ? [] : [{ before, after }];
  });
}

/** The share of keys that a modulo hands to another server once the last of so many is gone, among those that stay. */
export function movedByModulo(servers: number): number {
  if (servers < 2) return 0;
  const keys = Array.from({ length: servers * (servers - 1) }, (_, key) => key);
  const staying = keys.filter((key) => key % servers !== servers - 1);
  return staying.filter((key) => key % servers !== key % (servers - 1)).length / staying.length;
}
