import type { Diagnostic } from "./diagnostic.ts";
import { type LabSource, locateNearest, type Path } from "./source.ts";

/** Something wrong, told by paths into the lab; its places in the text are found afterwards. */
export interface Finding {
  /** Default: error. */
  readonly severity?: Diagnostic["severity"] | undefined;
  readonly message: string;
  readonly path: Path;
  /** Whether the key or the value is to blame. Default: the value. */
  readonly on?: "key" | "value" | undefined;
  /** What was expected there. */
  readonly label?: string | undefined;
  /** The place of the cause. */
  readonly cause?: { readonly path: Path; readonly on?: "key" | "value"; readonly label: string } | undefined;
  readonly help?: string | null | undefined;
}

/** A finding under the name of its rule. */
export interface RuleFinding extends Finding {
  readonly rule: string;
}

/** The diagnostic of a finding in the file as it is written. */
export function diagnose(source: LabSource, finding: RuleFinding): Diagnostic {
  const { rule, severity, message, path, on, label, cause, help } = finding;
  return {
    rule,
    severity: severity ?? "error",
    message,
    span: locateNearest(source, path, on),
    label: label ?? "",
    secondary:
      cause === undefined ? null : { span: locateNearest(source, cause.path, cause.on), label: cause.label },
    help: help ?? null,
  };
}

/** A path as people write it: `tiers.web.on[0]`. */
export function pathText(path: Path): string {
  return path
    .map((step, at) => (typeof step === "number" ? `[${step}]` : at === 0 ? step : `.${step}`))
    .join("");
}
