import { must } from "../../commands/command.ts";
import type { CapturePoint } from "../engine.ts";
import type { AttachedLab } from "./attached-lab.ts";
import { wiringOf } from "./wiring.ts";

/** Cuts or mends a node's cable: both ends lose their carrier. */
export async function setLink(lab: AttachedLab, point: CapturePoint, state: "up" | "down"): Promise<void> {
  const { enter, portAt } = wiringOf(lab);
  await must("the link", enter(["ip", "link", "set", "dev", portAt(point), state]));
}
