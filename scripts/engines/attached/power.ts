import { containerInstructions } from "../../../stacks/emit/container-instructions.ts";
import { planDigest } from "../../../stacks/emit/plan-digest.ts";
import { command } from "../nodes/command.ts";
import { plannedNode } from "../nodes/door.ts";
import { stopDaemons } from "../nodes/stop-daemons.ts";
import { archiveOf } from "./archive.ts";
import type { AttachedLab } from "./attached-lab.ts";
import { attachedReach } from "./attached-reach.ts";
import { booted } from "./boot.ts";
import { askDaemon } from "./docker-api.ts";
import { portAt } from "./wires.ts";

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

/** Ends a container. Docker takes its interfaces away later, and its kernel would answer until then: its cables go first. */
export async function powerOff(lab: AttachedLab, node: string): Promise<void> {
  const id = lab.containers.get(node)?.id;
  if (id === undefined) return;
  if (attachedReach(lab).lives(node)) {
    const cables = plannedNode(attachedReach(lab), node).interfaces.flatMap(({ name }) => {
      try {
        return [`link set dev ${portAt(lab, { node, interface: name })} down\n`];
      } catch {
        // Unplugged already, or by somebody else.
        return [];
      }
    });
    await command(["ip", "-force", "-batch", "-"], { input: cables.join("") });
  }
  // 409: it does not run.
  await askDaemon(`/containers/${id}/kill?signal=KILL`, { method: "POST", allow: [404, 409] });
  await askDaemon(`/containers/${id}/wait`, { method: "POST", allow: [404] });
}

/** Starts a node's container, told what the plan says by now, and waits for its boot. */
export async function powerOn(
  lab: AttachedLab,
  node: string,
  signal = new AbortController().signal,
): Promise<AttachedLab> {
  const planned = plannedNode(attachedReach(lab), node);
  const container = lab.containers.get(node);
  if (container === undefined) throw new Error(`node ${node} has no container`);
  const changed = container.digest !== planDigest(planned);
  // Docker sets the sysctls that the container was made with, and the boot script could not write others.
  const told = changed ? { ...planned, sysctls: {} } : planned;
  const body = archiveOf(
    containerInstructions(told, container.kernel).map(({ path, text, mode }) => ({ path, text, mode })),
  );
  await askDaemon(`/containers/${container.id}/archive?path=/`, { method: "PUT", body });
  await askDaemon(`/containers/${container.id}/start`, { method: "POST", allow: [304] });
  return booted(lab, planned, signal);
}
