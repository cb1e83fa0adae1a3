import test from "ava";
import type { LabContainer } from "../../../scripts/engines/attached/containers.ts";
import { cutOff } from "../../../scripts/engines/attached/cut-off.ts";
import { webPlan } from "../../live/engine-plans.ts";

const plan = webPlan("shop");

/** A container of each node that runs, on all its networks but the one given. */
function containers(without: string, change: Partial<LabContainer> = {}): Map<string, LabContainer> {
  return new Map(
    plan.nodes.map(({ name, interfaces }) => [
      name,
      {
        ...{ id: name, name: `tierlab-shop-${name}`, lab: "shop", node: name, prefix: "tierlab-shop" },
        ...{ digest: "", kernel: "host", standIn: false, madeBy: "docker", image: "", since: 0, bounded: [] },
        init: { pid: 1, startTime: "1" },
        networks: interfaces.flatMap(({ segment }) =>
          segment === without ? [] : [`tierlab-shop-${segment}`],
        ),
        ...change,
      },
    ]),
  );
}

test("nodes that run and have lost a network are told, by network", (t) => {
  t.is(cutOff(plan, containers("")), null);
  const [segment] = plan.segments;
  const nodes = plan.nodes.filter(({ interfaces }) =>
    interfaces.some((one) => one.segment === segment?.name),
  );
  t.is(
    cutOff(plan, containers(segment?.name ?? "")),
    `${nodes.map(({ name }) => name).join(", ")} ${nodes.length === 1 ? "is" : "are"} not on network ${segment?.name} any more`,
  );
});

test("a node that is dead has no network, and one on another tool's bridges none of the daemon's", (t) => {
  const segment = plan.segments[0]?.name ?? "";
  t.is(cutOff(plan, containers(segment, { init: null })), null);
  t.is(cutOff(plan, containers(segment, { madeBy: "containerlab" })), null);
});
