import { portName } from "../../../stacks/plan/wire-names.ts";
import type { CapturePoint } from "../engine.ts";
import { knownInterface } from "../nodes/known-interface.ts";
import { localReach } from "./local-reach.ts";
import type { LabRecord } from "./record.ts";

/** The fabric's port at a point; refuses an interface that the node does not have. */
export function portAt(record: LabRecord, point: CapturePoint): string {
  const known = knownInterface(localReach(record), point);
  return portName(known.node, known.interface);
}
