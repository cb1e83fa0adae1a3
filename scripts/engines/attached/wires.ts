import { readdirSync, readFileSync } from "node:fs";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import type { CapturePoint } from "../engine.ts";
import { knownInterface } from "../nodes/known-interface.ts";
import type { AttachedLab } from "./attached-lab.ts";
import { attachedReach } from "./attached-reach.ts";

/** The other end of the cable at a point; throws where there is none on this machine. */
export function portAt(lab: AttachedLab, point: CapturePoint): string {
  const port = portOf(lab, knownInterface(attachedReach(lab), point));
  if (port !== null) return port;
  const help = "its container does not run, or is on a network that is no bridge of this machine";
  throw new ToldError(`the cable of ${point.node} at ${point.interface} has no other end here`, {
    exitCode: EXIT.cannotRunHere,
    help,
  });
}

/**
 * The other end of the cable at a point, in this machine's network namespace: where Docker has its bridges. Its number is
 * what the node's end calls its link (Documentation/ABI/testing/sysfs-class-net, iflink). Null where there is none.
 */
export function portOf(lab: AttachedLab, { node, interface: name }: CapturePoint): string | null {
  const init = lab.containers.get(node)?.init;
  const link = init ? read(`/proc/${init.pid}/root/sys/class/net/${name}/iflink`) : null;
  return link === null ? null : (portsByNumber().get(link) ?? null);
}

/** Anew each time: they come and go with their containers. */
function portsByNumber(): Map<string, string> {
  return new Map(
    readdirSync("/sys/class/net").flatMap((name) => {
      const number = read(`/sys/class/net/${name}/ifindex`);
      return number === null ? [] : [[number, name] as const];
    }),
  );
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return null;
  }
}
