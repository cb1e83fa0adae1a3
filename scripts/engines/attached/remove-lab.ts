import { LABELS } from "../../../stacks/emit/labels.ts";
import { type LabContainer, labContainers } from "./containers.ts";
import { askDaemon, askDaemonFor, labelled } from "./docker-api.ts";

/** Removes all containers and networks that carry a lab's label, those that wait included; resolves to how many containers there were. */
export async function removeLab(lab: string, madeBy: LabContainer["madeBy"]): Promise<number> {
  const containers = (await labContainers(lab)).filter((one) => one.madeBy === madeBy);
  await Promise.all(
    containers.map(({ id }) =>
      askDaemon(`/containers/${id}?force=true&v=true`, { method: "DELETE", allow: [404, 409] }),
    ),
  );
  const fabrics = await askDaemonFor<readonly { readonly Id: string }[]>(
    `/containers/json?all=true&${labelled({ [LABELS.lab]: lab, [LABELS.fabric]: "" })}`,
  );
  if (madeBy === "containerlab") {
    await Promise.all(
      fabrics.map(({ Id }) =>
        askDaemon(`/containers/${Id}?force=true`, { method: "DELETE", allow: [404, 409] }),
      ),
    );
  }
  const networks = await askDaemonFor<readonly { readonly Id: string }[]>(
    `/networks?${labelled({ [LABELS.lab]: lab, [LABELS.segment]: "" })}`,
  );
  await Promise.all(
    networks.map(({ Id }) => askDaemon(`/networks/${Id}`, { method: "DELETE", allow: [404] })),
  );
  return containers.length;
}
