import type { Capture, CapturePoint } from "../engine.ts";
import { capturePorts } from "../nodes/capture.ts";
import { insideAnchor } from "./anchor.ts";
import { portAt } from "./capture-point.ts";
import type { LabRecord } from "./record.ts";

/** Captures at all points with one dumpcap in the fabric; resolves once it listens at every one of them. */
export function capture(record: LabRecord, points: readonly CapturePoint[], file: string): Promise<Capture> {
  const names = new Map(points.map((point) => [portAt(record, point), `${point.node}:${point.interface}`]));
  const enter = (command: readonly string[]) => insideAnchor(record.anchor, command);
  return capturePorts({ enter, image: record.image }, names, file);
}
