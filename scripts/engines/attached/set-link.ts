import type { CapturePoint } from "../engine.ts";
import { must } from "../nodes/command.ts";
import type { AttachedLab } from "./attached-lab.ts";
import { portAt } from "./wires.ts";

/** Cuts or mends a node's cable: both ends lose their carrier. */
export async function setLink(lab: AttachedLab, point: CapturePoint, state: "up" | "down"): Promise<void> {
  await must("the link", ["ip", "link", "set", "dev", portAt(lab, point), state]);
}
