import type { Container } from "../../../stacks/emit/container.ts";
import { containerName } from "../../../stacks/emit/labels.ts";
import { archiveOf } from "./archive.ts";
import type { AttachedLab } from "./attached-lab.ts";
import { containerBody } from "./container-body.ts";
import { askDaemon, askDaemonFor } from "./docker-api.ts";
import { addNetwork, networksOf, removeNetwork } from "./networks.ts";
import { portAt, portOf } from "./wires.ts";
import type { Wiring } from "./wiring.ts";

/** The networks of the Docker daemon, whose bridges are in this machine's own network namespace. */
export function dockerWiring(lab: AttachedLab): Wiring {
  return {
    enter: (command) => [...command],
    portAt: (point) => portAt(lab, point),
    portOf: (point) => portOf(lab, point),
    addSegment: (segment) => addNetwork(lab, segment),
    removeSegment: (segment) => removeNetwork(lab, segment),
    create: (container, image) => create(lab, container, image),
    // The daemon does.
    plug: async () => {},
  };
}

async function create(lab: AttachedLab, described: Container, image: string): Promise<string> {
  const networks = await networksOf(lab);
  const networkOf = (segment: string) => {
    const network = networks.get(segment);
    if (network === undefined) throw new Error(`segment ${segment} has no network`);
    return network.name;
  };
  const name = containerName(lab.prefix, described.node);
  const { Id } = await askDaemonFor<{ readonly Id: string }>(
    `/containers/create?name=${encodeURIComponent(name)}`,
    { method: "POST", body: containerBody(described, { prefix: lab.prefix, image, networkOf }) },
  );
  for (const { segment } of described.interfaces.slice(1)) {
    const body = { Container: Id };
    await askDaemon(`/networks/${encodeURIComponent(networkOf(segment))}/connect`, { method: "POST", body });
  }
  await askDaemon(`/containers/${Id}/archive?path=/`, { method: "PUT", body: archiveOf(described.files) });
  return Id;
}
