import { type Lab, labSchema } from "../schema/lab.ts";
import { type CheckedShape, checkShape } from "../schema-findings.ts";
import type { Expansion } from "./expand-sites.ts";

/** Checks an expanded document, or a part of it, by the lab's schema; its findings are beside those of its expansion. */
export function checkExpanded(raw: unknown, expansion: Expansion): CheckedShape<Lab> {
  const shape = checkShape(labSchema, raw, expansion.writtenPath);
  const isTold = (path: readonly unknown[]) =>
    expansion.unsettled.some((place) => place.every((step, at) => path[at] === step));
  return {
    ...shape,
    findings: [...expansion.findings, ...shape.findings.filter(({ path }) => !isTold(path))],
  };
}
