import type { CapturePoint } from "../engine.ts";
import { runIpBatch } from "./build.ts";
import { portAt } from "./capture-point.ts";
import type { LabRecord } from "./record.ts";

/** Cuts or mends a node's cable: both ends lose their carrier. */
export async function setLink(record: LabRecord, point: CapturePoint, state: "up" | "down"): Promise<void> {
  await runIpBatch(record, [`link set dev ${portAt(record, point)} ${state}`]);
}
