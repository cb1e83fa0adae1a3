import { isNamedBy, nodesInPlan } from "../../stacks/lab/node-ref.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import type { Observation } from "../observe/observation.ts";
import type { Check } from "./check.ts";
import { holdsIf } from "./outcome.ts";
import { isServed } from "./success.ts";

/** How much CPU time two ways of balancing take for a thousand requests, both on a kernel of their own. */
export const cpu: Check<"cpu"> = {
  name: "cpu",
  company: "alone",
  needs: ({ less, than }, running) =>
    [less, than].flatMap((ref) => nodesInPlan(ref, running).map((node) => ({ kind: "cpu" as const, node }))),
  judge({ less, than, times }, { seen, running }) {
    const [low, high] = [costOf(less, running, seen), costOf(than, running, seen)];
    const isMeasured = low !== null && high !== null;
    const factor = isMeasured ? high / Math.max(low, LEAST_MS) : 0;
    const inWords = (ref: string, cost: number | null) =>
      `${ref} ${cost === null ? "not known" : `${cost.toFixed(0)} ms`}`;
    const figure = isMeasured
      ? `${inWords(less, low)}, ${inWords(than, high)} of CPU for 1,000 requests`
      : "not measured";
    return {
      outcome: isMeasured ? holdsIf(factor >= times) : "not-measured",
      expected: `${than} needs at least ${times} times the CPU of ${less}`,
      observed: isMeasured ? `${factor.toFixed(1)} times` : "nothing",
      figure,
      sentence: isMeasured
        ? `${figure}: ${factor.toFixed(1)} times as much.`
        : "Not measured: a node on the machine's own kernel has no processor time of its own, because what the kernel does for it is counted as whoever's it interrupts; `--node-kernel uml` gives it one.",
      look: null,
    };
  },
};

/** What one tick of the processor accounting is; less than that counts as that. */
const LEAST_MS = 10;

/** Milliseconds of CPU for a thousand of the requests that were sent to the node, or to a service that it directs. */
function costOf(ref: string, { nodes, services }: Plan, { requests, cpu }: Observation): number | null {
  const own = nodes.filter((node) => isNamedBy(node, ref));
  const names = own.map(({ name }) => name);
  const readings = cpu.filter(({ node }) => names.includes(node));
  const isSent = (target: string) =>
    own.some(({ tier }) => tier === target) ||
    services.some(({ name, directors }) => name === target && directors.some((one) => names.includes(one)));
  const served = requests.filter((request) => isServed(request) && isSent(request.service)).length;
  const spent = readings.map(({ ms }) => ms);
  if (served === 0 || spent.length === 0 || spent.includes(null)) return null;
  return (spent.reduce((sum: number, ms) => sum + (ms ?? 0), 0) / served) * 1_000;
}
