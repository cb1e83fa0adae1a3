import { setTimeout as delay } from "node:timers/promises";
import { containerInstructions } from "../../../stacks/emit/container-instructions.ts";
import { planDigest } from "../../../stacks/emit/plan-digest.ts";
import { command } from "../../commands/command.ts";
import { plannedNode } from "../nodes/door.ts";
import { stopDaemons } from "../nodes/stop-daemons.ts";
import { errorCode } from "../state/unwritable-state.ts";
import { archiveOf } from "./archive.ts";
import type { AttachedLab } from "./attached-lab.ts";
import { attachedReach } from "./attached-reach.ts";
import { booted } from "./boot.ts";
import { containerOf, type LabContainer } from "./containers.ts";
import { askDaemon } from "./docker-api.ts";
import { wiringOf } from "./wiring.ts";

/** Kills the node as a loss of power would; or stops its daemons first; or starts its container again, as the plan has it. */
export async function power(
  lab: AttachedLab,
  node: string,
  act: "kill" | "stop" | "start",
): Promise<AttachedLab> {
  const reach = attachedReach(lab);
  plannedNode(reach, node);
  if (act === "start") return reach.lives(node) ? lab : powerOn(lab, node);
  if (!reach.lives(node)) return lab;
  if (act === "stop") await stopDaemons(reach, node);
  await powerOff(lab, node);
  return lab;
}

/**
 * Ends a container. Docker takes its interfaces away some time later, and its kernel would answer until then: its cables
 * go first. Nor is Docker asked to kill it, which takes it longer than a death may.
 */
export async function powerOff(lab: AttachedLab, node: string): Promise<void> {
  const init = lab.containers.get(node)?.init;
  const reach = attachedReach(lab);
  if (!init || !reach.lives(node)) return;
  const wiring = wiringOf(lab);
  const cables = plannedNode(reach, node).interfaces.flatMap(({ name }) => {
    const port = wiring.portOf({ node, interface: name });
    return port === null ? [] : [`link set dev ${port} down\n`];
  });
  await command(wiring.enter(["ip", "-force", "-batch", "-"]), { input: cables.join("") });
  killInit(init.pid);
  const deadline = Date.now() + DEAD_WITHIN_MS;
  while (reach.lives(node)) {
    if (Date.now() > deadline) throw new Error(`process ${init.pid} does not die`);
    await delay(2);
  }
}

function killInit(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // It ended meanwhile.
    if (errorCode(error) !== "ESRCH") throw error;
  }
}

/** Resolves once Docker knows that a container has ended, which it must before it can be asked for anything else. */
export async function ended({ id }: LabContainer): Promise<void> {
  await askDaemon(`/containers/${id}/wait`, { method: "POST", allow: [404] });
}

const DEAD_WITHIN_MS = 10_000;

/** Starts a node's container, told what the plan says by now, and waits for its boot. */
export async function powerOn(
  lab: AttachedLab,
  node: string,
  signal = new AbortController().signal,
): Promise<AttachedLab> {
  const planned = plannedNode(attachedReach(lab), node);
  const container = lab.containers.get(node);
  if (container === undefined) throw new Error(`node ${node} has no container`);
  await ended(container);
  const changed = container.digest !== planDigest(planned);
  // Docker sets the sysctls that the container was made with, and the boot script could not write others; a guest's can.
  const told = changed && container.kernel === "host" ? { ...planned, sysctls: {} } : planned;
  const body = archiveOf(
    containerInstructions(told, container.kernel).map(({ path, text, mode }) => ({ path, text, mode })),
  );
  await askDaemon(`/containers/${container.id}/archive?path=/`, { method: "PUT", body });
  await askDaemon(`/containers/${container.id}/start`, { method: "POST", allow: [304] });
  const init = (await containerOf(container.id))?.init;
  if (init && init.pid !== container.init?.pid) await wiringOf(lab).plug(node, init.pid);
  return booted(lab, planned, signal);
}
