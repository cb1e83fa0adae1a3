import { portName } from "../../../stacks/plan/wire-names.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import type { CapturePoint } from "../engine.ts";
import { plannedNode } from "./door.ts";
import type { LabRecord } from "./record.ts";

/** The fabric's port at a point; refuses an interface that the node does not have. */
export function portAt(record: LabRecord, point: CapturePoint): string {
  const known = plannedNode(record, point.node).interfaces.map(({ name }) => name);
  if (!known.includes(point.interface)) {
    const help = `its interfaces: ${known.join(", ")}`;
    throw new ToldError(`node ${point.node} has no interface ${point.interface}`, {
      exitCode: EXIT.wrongInput,
      help,
    });
  }
  return portName(point.node, point.interface);
}
