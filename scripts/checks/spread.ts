import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import type { Expectation } from "../../stacks/lab/schema/expect.ts";
import type { Plan, PlannedService } from "../../stacks/plan/plan.ts";
import type { Observation } from "../observe/observation.ts";
import { flowsTo } from "../observe/packets/flows.ts";
import { askedService } from "./asked-service.ts";
import type { Check } from "./check.ts";
import { holdsIf } from "./outcome.ts";
import { isServed } from "./success.ts";
import { count, percent } from "./wording.ts";

/** Over which nodes of a tier new connections spread. A kept connection is scheduled once, so its later requests do not count. */
export const spread: Check<"spread"> = {
  name: "spread",
  company: "beside",
  needs: ({ flows }) => (flows === true ? [{ kind: "packets" }] : []),
  judge(expectation, { test, expectedOf, running, seen }) {
    const nodes = nodesInPlan(expectation.by, expectedOf);
    const shares = sharesOf(expectation, nodes, askedService(test, expectedOf));
    const counts = expectation.flows
      ? flowsBy(nodes, askedService(test, running), seen)
      : servedBy(nodes, seen);
    const total = counts.reduce((sum, each) => sum + each, 0);
    const seenShares = counts.map((each) => (total === 0 ? 0 : each / total));
    const worst = Math.max(0, ...seenShares.map((share, index) => Math.abs(share - (shares[index] ?? 0))));
    const director = askedService(test, running)?.directors[0];
    // Shares are fractions of small numbers: a rounding error must not fail a share that lies right on its border.
    const holds = total > 0 && nodes.length > 0 && worst <= expectation.within + 1e-9;
    return {
      outcome: holdsIf(holds),
      expected: `${inWords(nodes, shares)} (within ${percent(expectation.within)})`,
      observed: inWords(nodes, seenShares),
      figure: counts.join("/"),
      sentence:
        total === 0
          ? `No new connection ${expectation.flows ? "came to" : "was served by"} ${expectation.by}.`
          : `${count(total, "new connection")} went to ${nodes.map((node, index) => `${node} ${counts[index]}`).join(", ")}; the farthest share is ${percent(worst)} off.`,
      look: lookAt(director, running),
    };
  },
};

/** New connections by the node that served. */
function servedBy(nodes: readonly string[], { requests }: Observation): number[] {
  const fresh = requests.filter((request) => isServed(request) && !request.reused);
  return nodes.map((node) => fresh.filter((request) => request.servedBy.includes(node)).length);
}

/** Connections by the node that their first packet came to. */
function flowsBy(
  nodes: readonly string[],
  service: PlannedService | undefined,
  { packets }: Observation,
): number[] {
  const flows = service === undefined ? [] : flowsTo(service, nodes, packets);
  return nodes.map((node) => flows.filter((flow) => flow.nodes[0] === node).length);
}

/** The shares that weights give; equal ones where the nodes are no real servers of the service. */
function sharesOf(
  { like }: Expectation<"spread">,
  nodes: readonly string[],
  service: PlannedService | undefined,
): number[] {
  const weights = nodes.map((node) => service?.servers.find((server) => server.node === node)?.weight ?? 0);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (like === "even" || sum === 0) return nodes.map(() => 1 / nodes.length);
  return weights.map((weight) => weight / sum);
}

/** Where IPVS spreads, its table; else what the proxy that does so says. */
function lookAt(director: string | undefined, { lab, nodes }: Plan): string | null {
  if (director === undefined) return null;
  const byIpvs = nodes.some(({ name, kernelNeeds }) => name === director && kernelNeeds.includes("ipvs"));
  return byIpvs ? `exec ${lab} ${director} -- ipvsadm -Ln` : `logs ${lab} ${director}`;
}

function inWords(nodes: readonly string[], shares: readonly number[]): string {
  return nodes.map((node, index) => `${node} ${percent(shares[index] ?? 0)}`).join(", ");
}
