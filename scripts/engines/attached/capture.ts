import type { Writable } from "node:stream";
import type { Capture, CapturePoint, FrameStream, StreamOptions } from "../engine.ts";
import { capturePorts } from "../nodes/capture.ts";
import { type Fabric, streamPorts } from "../nodes/stream.ts";
import type { AttachedLab } from "./attached-lab.ts";
import { portAt } from "./wires.ts";

/** Captures at the other ends of the nodes' cables with one dumpcap; resolves once it listens at every one of them. */
export function capture(
  lab: AttachedLab,
  points: readonly CapturePoint[],
  file: string,
  image: string,
): Promise<Capture> {
  return capturePorts(fabricOf(image), namesOf(lab, points), file);
}

/** The same, written out while frames come. */
export function stream(
  lab: AttachedLab,
  points: readonly CapturePoint[],
  image: string,
  to: Writable,
  options?: StreamOptions,
): Promise<FrameStream> {
  return streamPorts(fabricOf(image), namesOf(lab, points), to, options);
}

/** The other ends are in the host's own network. */
function fabricOf(image: string): Fabric {
  return { enter: (command) => [...command], image };
}

function namesOf(lab: AttachedLab, points: readonly CapturePoint[]): Map<string, string> {
  return new Map(points.map((point) => [portAt(lab, point), `${point.node}:${point.interface}`]));
}
