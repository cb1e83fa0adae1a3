import { dockerNetworks } from "../../../stacks/emit/docker-network.ts";
import { dockerSubnet } from "../../../stacks/emit/docker-subnet.ts";
import { containerName, LABELS } from "../../../stacks/emit/labels.ts";
import type { AttachedLab } from "./attached-lab.ts";
import { STAND_IN } from "./container-body.ts";
import { askDaemon, askDaemonFor, labelled } from "./docker-api.ts";

/** A segment's network, as the daemon tells of it. */
export interface LabNetwork {
  readonly id: string;
  readonly name: string;
  readonly standIn: boolean;
  readonly internal: boolean;
  readonly options: Readonly<Record<string, string>>;
}

/** The networks of a lab, by segment. */
export async function networksOf({
  name,
  prefix,
}: Pick<AttachedLab, "name" | "prefix">): Promise<Map<string, LabNetwork>> {
  const listed = await askDaemonFor<readonly Listed[]>(
    `/networks?${labelled({ [LABELS.lab]: name, [LABELS.prefix]: prefix, [LABELS.segment]: "" })}`,
  );
  return new Map(
    listed.map(({ Id, Name, Internal, Labels, Options }) => [
      Labels[LABELS.segment] ?? "",
      {
        id: Id,
        name: Name,
        standIn: Labels[STAND_IN] !== undefined,
        internal: Internal,
        options: Options ?? {},
      },
    ]),
  );
}

/** What is used here of an answer to GET /networks. */
interface Listed {
  readonly Id: string;
  readonly Name: string;
  readonly Internal: boolean;
  readonly Labels: Readonly<Record<string, string>>;
  readonly Options: Readonly<Record<string, string>> | null;
}

/** Makes a segment's network, like those that are there; one that is there already will do. */
export async function addNetwork(lab: AttachedLab, segment: string): Promise<void> {
  const there = await networksOf(lab);
  if (there.has(segment)) return;
  const like = [...there.values()][0];
  const bridges = like?.internal === false ? (ROUTED in like.options ? "routed" : "open") : "internal";
  const wanted = dockerNetworks(lab.plan, bridges).find((one) => one.segment === segment);
  if (wanted === undefined) throw new Error(`the plan has no segment ${segment}`);
  const { subnet, gateway } = dockerSubnet(lab.prefix, wanted.place);
  const body = {
    Name: containerName(lab.prefix, segment),
    Driver: "bridge",
    Internal: wanted.internal,
    CheckDuplicate: true,
    IPAM: { Config: [{ Subnet: subnet, Gateway: gateway }] },
    Options: wanted.options,
    Labels: { ...wanted.labels, [LABELS.prefix]: lab.prefix, [STAND_IN]: "true" },
  };
  await askDaemon("/networks/create", { method: "POST", body });
}

/** Removes a network that `addNetwork` made; one that was deployed stays, with nobody on it. */
export async function removeNetwork(lab: AttachedLab, segment: string): Promise<void> {
  const network = (await networksOf(lab)).get(segment);
  if (network?.standIn) await askDaemon(`/networks/${network.id}`, { method: "DELETE", allow: [404] });
}

const ROUTED = "com.docker.network.bridge.gateway_mode_ipv4";
