import type { Diagnostic, LabelledSpan } from "./diagnostic.ts";
import type { RuleFinding } from "./finding.ts";
import type { PlacedPatch } from "./rules/rule.ts";
import { type LabSource, locate, locateNearest, type Path } from "./source.ts";

/** The diagnostic of a finding in a changed lab: it points into the break, or the fault, where that is to blame. */
export function diagnoseInPatch(
  source: LabSource,
  finding: RuleFinding,
  { path: holder, key }: Pick<PlacedPatch, "path" | "key">,
): Diagnostic {
  const { rule, severity, message, path, on, label, cause, help } = finding;
  const patch: Path = [...holder, key];
  const inPatch = (where: Path, what: "key" | "value" | undefined) =>
    locate(source, [...patch, ...where], what);
  const inLab = (where: Path, what: "key" | "value" | undefined) =>
    startsWith(where, holder.slice(0, 2)) ? locateNearest(source, where, what) : null;
  const own = path.length === 0 ? null : (inLab(path, on) ?? inPatch(path, on));
  const effect: LabelledSpan = { span: own ?? locateNearest(source, path, on), label: label ?? "" };
  const causeInPatch = cause === undefined ? null : inPatch(cause.path, cause.on);
  const reason: LabelledSpan | null =
    cause === undefined
      ? null
      : { span: causeInPatch ?? locateNearest(source, cause.path, cause.on), label: cause.label };
  const told = { rule, severity: severity ?? "error", message };
  const context = help ?? `this is about the lab as the ${key === "with" ? "break" : "fault"} changes it`;
  if (own !== null) {
    const isElsewhere =
      causeInPatch === null && !startsWith(path, holder) && locate(source, [...patch, ...path]) === null;
    const change = { span: locateNearest(source, patch, "key"), label: "with this change" };
    return { ...told, ...effect, secondary: isElsewhere ? change : reason, help: help ?? null };
  }
  if (reason !== null && causeInPatch !== null) {
    return { ...told, ...reason, secondary: path.length === 0 ? null : effect, help: context };
  }
  const change = {
    span: locateNearest(source, patch, "key"),
    label: path.length === 0 ? (label ?? "") : "with this change",
  };
  return {
    ...told,
    ...change,
    secondary: path.length === 0 ? null : effect,
    help: path.length === 0 ? (help ?? null) : context,
  };
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((step, at) => path[at] === step);
}
