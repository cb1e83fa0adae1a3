import type { Writable } from "node:stream";
import type { Capture, CapturePoint, FrameStream, StreamOptions } from "../engine.ts";
import { capturePorts } from "../nodes/capture.ts";
import type { Fabric } from "../nodes/dumpcap.ts";
import { streamPorts } from "../nodes/stream.ts";
import type { AttachedLab } from "./attached-lab.ts";
import { wiringOf } from "./wiring.ts";

/** Captures at the other ends of the nodes' cables; resolves once it listens at every one of them. */
export function capture(
  lab: AttachedLab,
  points: readonly CapturePoint[],
  file: string,
  image: string,
): Promise<Capture> {
  return capturePorts(fabricOf(lab, image), namesOf(lab, points), file);
}

/** The same, written out while frames come. */
export function stream(
  lab: AttachedLab,
  points: readonly CapturePoint[],
  image: string,
  to: Writable,
  options?: StreamOptions,
): Promise<FrameStream> {
  return streamPorts(fabricOf(lab, image), namesOf(lab, points), to, options);
}

function fabricOf(lab: AttachedLab, image: string): Fabric {
  return { enter: wiringOf(lab).enter, image };
}

function namesOf(lab: AttachedLab, points: readonly CapturePoint[]): Map<string, string> {
  const { portAt } = wiringOf(lab);
  return new Map(points.map((point) => [portAt(point), `${point.node}:${point.interface}`]));
}
