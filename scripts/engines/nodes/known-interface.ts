import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import type { CapturePoint } from "../engine.ts";
import { plannedNode } from "./door.ts";
import type { Reach } from "./reach.ts";

/** Refuses a point on an interface that the node does not have. */
export function knownInterface(reach: Reach, point: CapturePoint): CapturePoint {
  const known = plannedNode(reach, point.node).interfaces.map(({ name }) => name);
  if (known.includes(point.interface)) return point;
  const help = `its interfaces: ${known.join(", ")}`;
  throw new ToldError(`node ${point.node} has no interface ${point.interface}`, {
    exitCode: EXIT.wrongInput,
    help,
  });
}
