import { setTimeout as delay } from "node:timers/promises";
import { LABELS } from "../../../stacks/emit/labels.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { type LabContainer, labContainers } from "./containers.ts";
import { askDaemon, askDaemonFor, labelled } from "./docker-api.ts";
import { fewAtOnce } from "./few-at-once.ts";

/** Milliseconds in which something goes; a busy daemon is asked to remove a container, and answers before it has. */
const GONE_WITHIN_MS = 30_000;

/** Removes all containers and networks that carry a lab's label, those that wait included; resolves once they are gone. */
export async function removeLab(lab: string, madeBy: LabContainer["madeBy"]): Promise<void> {
  let deadline = Date.now() + GONE_WITHIN_MS;
  let before = Number.POSITIVE_INFINITY;
  for (;;) {
    const left = await removeOnce(lab, madeBy);
    if (left.length === 0) return;
    if (left.length < before) deadline = Date.now() + GONE_WITHIN_MS;
    before = left.length;
    if (Date.now() > deadline) {
      throw new ToldError(`of lab ${lab} there is still ${left.join(", ")}`, {
        exitCode: EXIT.cannotRunHere,
        help: "a container of somebody else may be on its network: `docker network inspect` tells; where it shows none, Docker has miscounted, and lets the network go after its restart",
      });
    }
    await delay(LOOK_AGAIN_MS);
  }
}

const LOOK_AGAIN_MS = 50;
/** Docker 20.10 was seen to lose count of a network's endpoints when 200 were removed at once: it then never lets the network go. */
const AT_ONCE = 8;

/** Asks the daemon to remove what there is; resolves to what that was: only the next look finds it gone. */
async function removeOnce(lab: string, madeBy: LabContainer["madeBy"]): Promise<string[]> {
  const nodes = (await labContainers(lab)).filter((one) => one.madeBy === madeBy);
  const fabrics = madeBy === "containerlab" ? await fabricsOf(lab) : [];
  const containers = [...nodes.map(({ id }) => id), ...fabrics];
  await fewAtOnce(containers, AT_ONCE, (id) =>
    // 409: it is being removed already.
    askDaemon(`/containers/${id}?force=true&v=true`, { method: "DELETE", allow: [404, 409] }),
  );
  const networks = madeBy === "docker" ? await networksWith(lab) : [];
  await Promise.all(
    // 403: a container that is being removed is still on it.
    networks.map(({ Id }) => askDaemon(`/networks/${Id}`, { method: "DELETE", allow: [403, 404] })),
  );
  return [...nodes.map(({ name }) => name), ...fabrics, ...networks.map(({ Name }) => Name)];
}

async function fabricsOf(lab: string): Promise<string[]> {
  const found = await askDaemonFor<readonly { readonly Id: string }[]>(
    `/containers/json?all=true&${labelled({ [LABELS.lab]: lab, [LABELS.fabric]: "" })}`,
  );
  return found.map(({ Id }) => Id);
}

function networksWith(lab: string): Promise<readonly { readonly Id: string; readonly Name: string }[]> {
  return askDaemonFor(`/networks?${labelled({ [LABELS.lab]: lab, [LABELS.segment]: "" })}`);
}
