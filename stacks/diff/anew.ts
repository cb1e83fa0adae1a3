import type { PlannedNode } from "../plan/plan.ts";
import { equal } from "./list-change.ts";

/** What a running node cannot be given: it is fixed when the node is made. Each with its name for people. */
const FIXED: readonly (readonly [string, (node: PlannedNode) => unknown])[] = [
  ["its role", (node) => node.role],
  [
    "its cables",
    (node) =>
      node.interfaces.map(({ name, segment, mac, impairment }) => ({ name, segment, mac, impairment })),
  ],
  ["its capabilities", (node) => node.capabilities],
  ["its writable folders", (node) => node.writable],
  ["its tunnel", (node) => node.tunnel ?? null],
  ["its node kernel's features", (node) => node.kernelNeeds],
  ["its limits", (node) => node.limits],
  ["its daemons", (node) => node.daemons.map((daemon) => ({ ...daemon, beyondReload: undefined }))],
];

/** Why the node must be made anew, or null where it can be changed in place. */
export function whyAnew(now: PlannedNode, wanted: PlannedNode): string | null {
  const fixed = FIXED.find(([, of]) => !equal(of(now), of(wanted)));
  if (fixed !== undefined) return `${fixed[0]} changed`;
  const forgotten = Object.keys(now.sysctls).find((key) => !(key in wanted.sysctls));
  // The value before it was set is nobody's to know: a new network namespace has it again.
  return forgotten === undefined ? null : `the sysctl ${forgotten} is no longer set`;
}
