import { LABELS } from "../../../stacks/emit/labels.ts";
import type { NodeKernel } from "../../../stacks/guest/kernel-sides.ts";
import { startTimeOf } from "../nodes/processes.ts";
import { STAND_IN } from "./container-body.ts";
import { askDaemonFor, DockerRefusal, labelled } from "./docker-api.ts";

/** A node's container, as the daemon tells of it. */
export interface LabContainer {
  readonly id: string;
  readonly name: string;
  readonly lab: string;
  readonly node: string;
  readonly prefix: string;
  /** `planDigest` of what it was made from. */
  readonly digest: string;
  readonly kernel: NodeKernel;
  /** tierlab made it for the time of a change, in place of one that was deployed. */
  readonly standIn: boolean;
  readonly madeBy: "docker" | "containerlab";
  /** The image's id. */
  readonly image: string;
  /** Its init on this machine, or null where it does not run. */
  readonly init: { readonly pid: number; readonly startTime: string } | null;
  /** The names of the daemon's networks that it is on. */
  readonly networks: readonly string[];
  /** When it was made, milliseconds since the epoch. */
  readonly since: number;
  readonly bounded: readonly ("memory" | "processes")[];
}

/** What stands behind the name of a container that waits until its node is as it was again. */
const PARKED = ".parked";

export function parkedName(name: string): string {
  return name + PARKED;
}

export function isParked({ name }: LabContainer): boolean {
  return name.endsWith(PARKED);
}

/** The containers of a lab, or of all labs, those that wait included, whether they run or not. */
export async function labContainers(lab = ""): Promise<LabContainer[]> {
  const listed = await askDaemonFor<readonly { readonly Id: string }[]>(
    `/containers/json?all=true&${labelled({ [LABELS.lab]: lab, [LABELS.node]: "" })}`,
  );
  const all = await Promise.all(listed.map(({ Id }) => containerOf(Id)));
  return all.flatMap((one) => one ?? []);
}

/** The file of the topology that containerlab made a lab's containers from; null where it made none. */
export async function topologyOf(lab: string): Promise<string | null> {
  const listed = await askDaemonFor<readonly { readonly Labels: Readonly<Record<string, string>> }[]>(
    `/containers/json?all=true&${labelled({ [LABELS.lab]: lab, [TOPOLOGY_LABEL]: "" })}`,
  );
  return listed[0]?.Labels[TOPOLOGY_LABEL] ?? null;
}

/** containerlab's own. */
const TOPOLOGY_LABEL = "clab-topo-file";

/** The process of the container that holds a lab's bridges; 0 where none runs. */
export async function fabricOf(lab: string): Promise<number> {
  const [found] = await askDaemonFor<readonly { readonly Id: string }[]>(
    `/containers/json?${labelled({ [LABELS.lab]: lab, [LABELS.fabric]: "" })}`,
  );
  return found === undefined ? 0 : ((await containerOf(found.Id))?.init?.pid ?? 0);
}

/** One container by its id or name; null where there is none. */
export async function containerOf(id: string): Promise<LabContainer | null> {
  try {
    return labContainer(await askDaemonFor<Inspected>(`/containers/${encodeURIComponent(id)}/json`));
  } catch (error) {
    if (error instanceof DockerRefusal && error.status === 404) return null;
    throw error;
  }
}

/** What is used here of an answer to GET /containers/ID/json. */
interface Inspected {
  readonly Id: string;
  readonly Name: string;
  readonly Created: string;
  readonly Image: string;
  readonly State: { readonly Running: boolean; readonly Pid: number };
  readonly Config: { readonly Labels: Readonly<Record<string, string>> | null };
  readonly NetworkSettings: { readonly Networks?: Readonly<Record<string, unknown>> | null };
  readonly HostConfig: { readonly Memory?: number; readonly PidsLimit?: number | null };
}

function labContainer(seen: Inspected): LabContainer {
  const labels = seen.Config.Labels ?? {};
  const startTime = seen.State.Running ? startTimeOf(seen.State.Pid) : null;
  return {
    id: seen.Id,
    name: seen.Name.replace(/^\//, ""),
    lab: labels[LABELS.lab] ?? "",
    node: labels[LABELS.node] ?? "",
    prefix: labels[LABELS.prefix] ?? "",
    digest: labels[LABELS.plan] ?? "",
    kernel: labels[LABELS.kernel] === "uml" ? "uml" : "host",
    standIn: labels[STAND_IN] !== undefined,
    madeBy: labels.containerlab === undefined ? "docker" : "containerlab",
    image: seen.Image,
    init: startTime === null ? null : { pid: seen.State.Pid, startTime },
    networks: Object.keys(seen.NetworkSettings.Networks ?? {}),
    since: Date.parse(seen.Created),
    bounded: [
      ...((seen.HostConfig.Memory ?? 0) > 0 ? (["memory"] as const) : []),
      ...((seen.HostConfig.PidsLimit ?? 0) > 0 ? (["processes"] as const) : []),
    ],
  };
}
