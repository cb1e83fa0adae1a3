import { existsSync } from "node:fs";
import { planDigest } from "../../../stacks/emit/plan-digest.ts";
import { INSTRUCTIONS } from "../../../stacks/plan/boot-script.ts";
import type { Plan } from "../../../stacks/plan/plan.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import type { RunningLab } from "../engine.ts";
import { type AttachedRecord, readAttached } from "./attached-record.ts";
import { fabricOf, isParked, type LabContainer, labContainers } from "./containers.ts";
import { cutOff } from "./cut-off.ts";

/** A lab in containers that somebody else made. */
export interface AttachedLab extends RunningLab {
  readonly prefix: string;
  /** tierlab has met this deployment before. */
  readonly remembered: boolean;
  /** By node. */
  readonly containers: ReadonlyMap<string, LabContainer>;
  /** Containers that wait until their nodes are as they were again, by node. */
  readonly parked: ReadonlyMap<string, LabContainer>;
  /** The process whose network namespace holds the segments' bridges; null where they are the daemon's networks. */
  readonly fabric: number | null;
}

/** The plan of a lab by its name, and its file; null where nobody knows such a lab. */
export type PlanOf = (lab: string) => Promise<{ readonly plan: Plan; readonly source: string } | null>;

/** The lab of this name that runs in containers made by `madeBy`. */
export async function attachedLab(
  lab: string,
  madeBy: LabContainer["madeBy"],
  planOf: PlanOf,
): Promise<AttachedLab | undefined> {
  const containers = (await labContainers(lab)).filter((one) => one.madeBy === madeBy);
  return containers.length === 0 ? undefined : assemble(lab, containers, planOf);
}

/** All labs that run in containers made by `madeBy`. */
export async function attachedLabs(madeBy: LabContainer["madeBy"], planOf: PlanOf): Promise<AttachedLab[]> {
  const all = (await labContainers()).filter((one) => one.madeBy === madeBy);
  const names = [...new Set(all.map(({ lab }) => lab))].sort();
  return Promise.all(
    names.map((name) =>
      assemble(
        name,
        all.filter(({ lab }) => lab === name),
        planOf,
      ),
    ),
  );
}

async function assemble(lab: string, all: readonly LabContainer[], planOf: PlanOf): Promise<AttachedLab> {
  const byNode = (some: readonly LabContainer[]) => new Map(some.map((one) => [one.node, one]));
  const containers = byNode(all.filter((one) => !isParked(one)));
  refuseElsewhere(lab, [...containers.values()]);
  const planned = deployedTwice(lab, all) ?? (await knownPlan(lab, containers, planOf));
  const cut = planned.unfinished || planned.stale !== undefined ? null : cutOff(planned.plan, containers);
  const known = cut === null ? planned : { ...staleAs(lab, planned.source, cut), onlyAnew: true as const };
  return {
    name: lab,
    engine: all[0]?.madeBy ?? "docker",
    source: known.source,
    plan: known.plan,
    nodeKernels: Object.fromEntries([...containers].map(([node, { kernel }]) => [node, kernel])),
    since: Math.min(...all.map(({ since }) => since)),
    unfinished: known.unfinished,
    bounded: (["memory", "processes"] as const).filter((bound) =>
      all.every(({ bounded }) => bounded.includes(bound)),
    ),
    ...(known.stale === undefined ? {} : { stale: known.stale }),
    ...(known.onlyAnew === undefined ? {} : { onlyAnew: known.onlyAnew }),
    prefix: all[0]?.prefix ?? "",
    remembered: known.remembered,
    containers,
    parked: byNode(all.filter(isParked)),
    fabric: all[0]?.madeBy === "containerlab" ? await fabricOf(lab) : null,
  };
}

interface Known extends Pick<AttachedRecord, "plan" | "source" | "unfinished"> {
  readonly remembered: boolean;
  readonly stale?: string;
  readonly onlyAnew?: true;
}

/** What runs: as tierlab left it, or else as the lab's file says, where the containers were made from just that. */
async function knownPlan(
  lab: string,
  containers: ReadonlyMap<string, LabContainer>,
  planOf: PlanOf,
): Promise<Known> {
  const record = readAttached(lab);
  if (record !== null && isOf(record, containers)) return { ...record, remembered: true };
  // A record of other containers still tells whose file it was.
  const found = (await planOf(lab)) ?? record;
  if (found === null) return staleAs(lab, "", `no lab file here has the name ${lab}`);
  const lacking = found.plan.nodes.map(({ name }) => name).filter((name) => !containers.has(name));
  if (lacking.length > 0) {
    return staleAs(
      lab,
      found.source,
      `${some(lacking)} ${lacking.length === 1 ? "has" : "have"} no container`,
    );
  }
  const other = otherNodes(found.plan, containers);
  if (other.length === 0) return { ...found, unfinished: false, remembered: false };
  const differ = `${some(other)} ${other.length === 1 ? "differs" : "differ"}`;
  return staleAs(lab, found.source, `it was deployed from another plan than its file's: ${differ}`);
}

/** Of a lab that nobody can say more of than that it is there, and why. */
function staleAs(lab: string, source: string, stale: string): Known {
  const plan: Plan = { lab, segments: [], nodes: [], services: [] };
  return { plan, source, unfinished: false, remembered: false, stale };
}

function some(names: readonly string[]): string {
  return names.length > 6 ? `${names.slice(0, 6).join(", ")}, …` : names.join(", ");
}

function isOf({ containers }: AttachedRecord, now: ReadonlyMap<string, LabContainer>): boolean {
  const nodes = Object.keys(containers);
  return nodes.length === now.size && nodes.every((node) => now.get(node)?.id === containers[node]);
}

/** Nodes whose container was made from another plan, or that no plan has. */
function otherNodes(plan: Plan, containers: ReadonlyMap<string, LabContainer>): string[] {
  const planned = new Map(plan.nodes.map((node) => [node.name, node]));
  return [...containers].flatMap(([name, { digest }]) => {
    const node = planned.get(name);
    return node === undefined || digest !== planDigest(node) ? [name] : [];
  });
}

function deployedTwice(lab: string, all: readonly LabContainer[]): Known | null {
  const prefixes = [...new Set(all.map(({ prefix }) => prefix))].sort();
  if (prefixes.length < 2) return null;
  return staleAs(lab, "", `it is deployed more than once, with the prefixes ${prefixes.join(", ")}`);
}

/** The daemon counts its processes in its own namespace, which need not be this one. */
function refuseElsewhere(lab: string, containers: readonly LabContainer[]): void {
  const running = containers.flatMap(({ init }) => init ?? []);
  // One of them may have ended since it was asked for.
  if (running.length === 0 || running.some(({ pid }) => existsSync(`/proc/${pid}/root${INSTRUCTIONS}`)))
    return;
  throw new ToldError(`the processes of lab ${lab} are not to be seen from here`, {
    exitCode: EXIT.cannotRunHere,
    help: "run tierlab as root on the machine of the Docker daemon, not in a container",
  });
}
