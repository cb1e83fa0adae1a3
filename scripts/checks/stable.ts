import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import { flowsTo } from "../observe/packets/flows.ts";
import { askedService } from "./asked-service.ts";
import type { Check } from "./check.ts";
import { holdsIf } from "./outcome.ts";
import { busy, mayMistakeTheLiving } from "./timing.ts";
import { count } from "./wording.ts";

/** Whether all packets of each connection come to one and the same node of a tier. */
export const stable: Check<"stable"> = {
  name: "stable",
  company: "alone",
  needs: () => [{ kind: "packets" }],
  judge({ flow: tier }, evidence) {
    const { test, running, seen } = evidence;
    const service = askedService(test, running);
    const nodes = nodesInPlan(tier, running);
    const flows = service === undefined ? [] : flowsTo(service, nodes, seen.packets);
    const moved = flows.filter((flow) => flow.nodes.length > 1);
    const packets = flows.reduce((sum, flow) => sum + flow.packets, 0);
    const [example] = moved;
    const isStarved = moved.length > 0 && mayMistakeTheLiving(seen.latenessMs, evidence);
    return {
      outcome: isStarved ? "not-measured" : holdsIf(flows.length > 0 && moved.length === 0),
      expected: `every connection on one of ${tier}`,
      observed: flows.length === 0 ? "no connection" : `${moved.length} on several`,
      figure: `${flows.length - moved.length} of ${count(flows.length, "flow")}`,
      sentence:
        flows.length === 0
          ? `No packet of a connection came to ${tier}.`
          : example === undefined
            ? `All ${count(packets, "packet")} of ${count(flows.length, "connection")} kept to the node that got the first.`
            : `${isStarved ? busy(seen.latenessMs) : ""}${moved.length} of ${count(flows.length, "connection")} changed the node, as ${example.client} did: ${example.nodes.join(", ")}.`,
      look: service === undefined ? null : `exec ${running.lab} ${nodes[0] ?? tier} -- ipvsadm -Lnc`,
    };
  },
};
