import { nodesInLab } from "../node-ref.ts";
import { type Fault, faultKind, faultSpec } from "../schema/fault.ts";
import type { FaultSpec } from "../schema/faults/fault-spec.ts";
import type { Lab } from "../schema/lab.ts";
import { tierOf } from "./topology.ts";

/** What a fault strikes, each thing by its own words, as in `web1 power` or `web1 link dmz`. */
export function struckBy(fault: Fault, lab: Lab): string[] {
  const spec = faultSpec(fault);
  const about = spec.about(fault);
  if (about === null) return [];
  const parts = spec.parts(fault, tierOf(lab, about)?.on ?? []);
  return nodesInLab(about, lab).flatMap((node) => parts.map((part) => `${node} ${part}`));
}

/** The nodes that faults with one of these effects are about. */
export function nodesStruck(
  lab: Lab,
  timeline: readonly Fault[],
  effects: readonly FaultSpec<never>["effect"][],
): ReadonlySet<string> {
  const meant = timeline.filter((fault) => effects.includes(faultSpec(fault).effect));
  return new Set(
    meant.flatMap((fault) => {
      const about = faultSpec(fault).about(fault);
      return about === null ? [] : nodesInLab(about, lab);
    }),
  );
}

/** The things that faults of these kinds strike before a time. */
export function struckBefore(
  lab: Lab,
  timeline: readonly Fault[],
  { kinds, at }: { readonly kinds: readonly string[]; readonly at: number },
): ReadonlySet<string> {
  const before = timeline.filter((fault) => fault.at < at && kinds.includes(faultKind(fault)));
  return new Set(before.flatMap((fault) => struckBy(fault, lab)));
}
