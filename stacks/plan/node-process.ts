import type { NodeKernel } from "../guest/kernel-sides.ts";
import type { PlannedNode } from "./plan.ts";

/** The capabilities of everything in the node, of a command run in it too. */
export function capabilitiesOf(node: PlannedNode, kernel: NodeKernel): string[] {
  const wanted = kernel === "uml" ? UML_CAPABILITIES : [...BOOT_CAPABILITIES, ...node.capabilities];
  return [...new Set(wanted)].sort();
}

/** The environment that every process of a node starts with, on every engine. */
export const NODE_ENVIRONMENT = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  LANG: "C.UTF-8",
  /** So that `sv status nginx` finds the node's services. */
  SVDIR: "/run/service",
};

/** What the boot script and the init need, beside what the plan asks for the daemons. */
const BOOT_CAPABILITIES = ["CAP_NET_ADMIN", "CAP_CHOWN", "CAP_KILL", "CAP_SETUID", "CAP_SETGID"];

/** A UML kernel is an ordinary program that reads and writes raw frames; what its guest may do is the guest's matter. */
const UML_CAPABILITIES = ["CAP_NET_RAW", "CAP_NET_ADMIN", "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER"];
