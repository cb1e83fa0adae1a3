import type { Writable } from "node:stream";
import type { Capture, CapturePoint, FrameStream, StreamOptions } from "../engine.ts";
import { capturePorts } from "../nodes/capture.ts";
import type { Fabric } from "../nodes/dumpcap.ts";
import { streamPorts } from "../nodes/stream.ts";
import { insideAnchor } from "./anchor.ts";
import { portAt } from "./capture-point.ts";
import type { LabRecord } from "./record.ts";

/** Captures at all points in the fabric; resolves once it listens at every one of them. */
export function capture(record: LabRecord, points: readonly CapturePoint[], file: string): Promise<Capture> {
  return capturePorts(fabricOf(record), namesOf(record, points), file);
}

/** The same, written out while frames come. */
export function stream(
  record: LabRecord,
  points: readonly CapturePoint[],
  to: Writable,
  options?: StreamOptions,
): Promise<FrameStream> {
  return streamPorts(fabricOf(record), namesOf(record, points), to, options);
}

function fabricOf({ anchor, image }: LabRecord): Fabric {
  return { enter: (command) => insideAnchor(anchor, command), image };
}

function namesOf(record: LabRecord, points: readonly CapturePoint[]): Map<string, string> {
  return new Map(points.map((point) => [portAt(record, point), `${point.node}:${point.interface}`]));
}
