import { readdirSync, readFileSync } from "node:fs";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import type { CapturePoint } from "../engine.ts";
import { knownInterface } from "../nodes/known-interface.ts";
import type { AttachedLab } from "./attached-lab.ts";
import { attachedReach } from "./attached-reach.ts";

/**
 * The other end of the cable at a point, in this machine's network namespace: where Docker has its bridges. Its number is
 * what the node's end calls its link (Documentation/ABI/testing/sysfs-class-net, iflink).
 */
export function portAt(lab: AttachedLab, point: CapturePoint): string {
  const { node, interface: name } = knownInterface(attachedReach(lab), point);
  const init = lab.containers.get(node)?.init;
  const link = init ? read(`/proc/${init.pid}/root/sys/class/net/${name}/iflink`) : null;
  const port = link === null ? undefined : portsByNumber().get(link);
  if (port !== undefined) return port;
  throw new ToldError(`the cable of ${node} at ${name} has no other end here`, {
    exitCode: EXIT.cannotRunHere,
    help: init ? "its container is on a network that is no bridge of this machine" : `${node} does not run`,
  });
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
