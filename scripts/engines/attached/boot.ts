import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { Step } from "../../../stacks/diff/step.ts";
import type { PlannedNode } from "../../../stacks/plan/plan.ts";
import { command } from "../../commands/command.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { changeNodes } from "../nodes/change-nodes.ts";
import { guestConnection } from "../nodes/door.ts";
import type { AttachedLab } from "./attached-lab.ts";
import { attachedReach } from "./attached-reach.ts";
import { containerOf, type LabContainer } from "./containers.ts";
import { askDaemon, askDaemonFor } from "./docker-api.ts";
import { logText } from "./log-text.ts";

/** Milliseconds; a guest takes one or two seconds on an idle machine. */
const BOOTED_WITHIN_MS = 60_000;

/**
 * Resolves once the node's boot script has come to its end, to the lab as it then is: a container that was started anew
 * has another init. A guest's connection stands then, and all sysctls are as planned.
 */
export async function booted(lab: AttachedLab, node: PlannedNode, signal: AbortSignal): Promise<AttachedLab> {
  const deadline = Date.now() + BOOTED_WITHIN_MS;
  for (;;) {
    signal.throwIfAborted();
    const id = lab.containers.get(node.name)?.id ?? "";
    const container = await containerOf(id);
    if (container?.init && (await hasBooted(container))) {
      const now = withContainer(lab, container);
      await settle(now, node, signal);
      return now;
    }
    const why = !container?.init
      ? "it died"
      : Date.now() > deadline
        ? `it has not booted within ${BOOTED_WITHIN_MS / 1000} s`
        : null;
    if (why !== null) throw notBooted(node.name, why, container === null ? "" : await saidBy(container));
    await delay(30);
  }
}

/** The lab with a node's container as it is by now. */
export function withContainer(lab: AttachedLab, container: LabContainer): AttachedLab {
  return {
    ...lab,
    containers: new Map([...lab.containers, [container.node, container]]),
    nodeKernels: { ...lab.nodeKernels, [container.node]: container.kernel },
  };
}

/** Docker sets the sysctls that a container was made with, in any order, which loses some of them. */
async function settle(lab: AttachedLab, node: PlannedNode, signal: AbortSignal): Promise<void> {
  if (lab.nodeKernels[node.name] === "uml") await connectGuest(lab, node.name, signal);
  else await changeNodes(attachedReach(lab), sysctlSteps(node), { progress: () => {}, signal });
}

function sysctlSteps({ name, sysctls }: PlannedNode): Step[] {
  return Object.entries(sysctls).map(([key, value]) => ({ do: "set-sysctl", node: name, key, value }));
}

/** Whoever enters a guest shares one connection, which the container's own health check may have made already. */
async function connectGuest(lab: AttachedLab, node: string, signal: AbortSignal): Promise<void> {
  // Where it is there already, ssh says so and fails.
  await command(guestConnection(attachedReach(lab), node), { mute: true, signal });
}

/** The boot script ends as the supervisor of the node's daemons; a guest's says so on the console. */
async function hasBooted(container: LabContainer): Promise<boolean> {
  if (container.kernel === "uml") return (await saidBy(container)).includes(`${container.node} booted`);
  const name = await readFile(`/proc/${container.init?.pid}/comm`, "utf8").catch(() => "");
  return name.trim() === SUPERVISOR;
}

const SUPERVISOR = "runsvdir";

/** What a container has said in this life of it. */
export async function saidBy({ id }: LabContainer): Promise<string> {
  const { State, Config } = await askDaemonFor<Told>(`/containers/${id}/json`);
  // Docker takes the time when all is done, after the first words.
  const since = (Date.parse(State.StartedAt) - 500) / 1000;
  const log = await askDaemon(`/containers/${id}/logs?stdout=true&stderr=true&since=${since}`);
  return logText(log, Config.Tty);
}

/** What is used here of an answer to GET /containers/ID/json. */
interface Told {
  readonly State: { readonly StartedAt: string };
  readonly Config: { readonly Tty: boolean };
}

function notBooted(node: string, why: string, said: string): ToldError {
  return new ToldError(`node ${node} did not boot: ${why}`, {
    exitCode: EXIT.cannotRunHere,
    help: said.trim().split("\n").slice(-10).join("\n") || "it said nothing",
  });
}
