import type { Capture, CapturePoint } from "../engine.ts";
import { capturePorts } from "../nodes/capture.ts";
import type { AttachedLab } from "./attached-lab.ts";
import { portAt } from "./wires.ts";

/** Captures at the other ends of the nodes' cables with one dumpcap; resolves once it listens at every one of them. */
export function capture(
  lab: AttachedLab,
  points: readonly CapturePoint[],
  file: string,
  image: string,
): Promise<Capture> {
  const names = new Map(points.map((point) => [portAt(lab, point), `${point.node}:${point.interface}`]));
  return capturePorts({ enter: (command) => [...command], image }, names, file);
}
