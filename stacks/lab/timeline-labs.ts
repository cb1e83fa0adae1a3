import { drainedLab, type PoolFault } from "./drained-lab.ts";
import type { RuleFinding } from "./finding.ts";
import { changesNothing, type LabBase, patchLab } from "./patch-lab.ts";
import type { PlacedPatch, PlacedTest } from "./rules/rule.ts";
import type { Fault } from "./schema/fault.ts";
import type { Lab } from "./schema/lab.ts";
import type { Path } from "./source.ts";

/** The lab as each fault of a timeline leaves it that changes its plan. */
export type LabsOver = ReadonlyMap<Fault, Lab>;

/** Changes a lab as the faults of a timeline do, one after the other; what is wrong with one of the labs is told. */
export function labsOver(
  base: LabBase,
  placed: PlacedTest,
  timeline: readonly Fault[],
  path: Path,
  tell: (place: Pick<PlacedPatch, "path" | "key">, findings: readonly RuleFinding[]) => void,
): LabsOver {
  const labs = new Map<Fault, Lab>();
  const pool: PoolFault[] = [];
  let now = base;
  for (const [at, fault] of [...timeline.entries()].toSorted(([, a], [, b]) => a.at - b.at)) {
    if ("drain" in fault || "refill" in fault) pool.push(fault);
    else if (!("change" in fault)) continue;
    if ("change" in fault) {
      const place = { path: [...path, at], key: "change" } as const;
      const patched = patchLab(now, placed, { ...place, patch: fault.change, sees: undefined });
      const isSame = patched.base !== null && changesNothing(now.subject.lab, patched.base.subject.lab);
      tell(place, isSame ? [SAME] : patched.findings);
      // What comes later is about a lab that nobody knows.
      if (patched.base === null) break;
      now = patched.base;
    }
    labs.set(fault, drainedLab(now.subject.lab, pool));
  }
  return labs;
}

const SAME: RuleFinding = {
  rule: "change-same",
  message: "the fault changes nothing",
  path: [],
  label: "the lab is so already",
};
