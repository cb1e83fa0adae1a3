/** A place in a lab file: UTF-16 offsets from its start, and the line and column (both from 1) of the first. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/** A span and the few words that stand beside its carets. */
export interface LabelledSpan {
  readonly span: Span;
  readonly label: string;
}

/** One thing wrong with a lab file: one message, the smallest place, the place of the cause, and the way out. */
export interface Diagnostic {
  /** Its rule's name, as in `unknown-node`. */
  readonly rule: string;
  readonly severity: "error" | "warning";
  /** Lower case, no full stop. */
  readonly message: string;
  readonly span: Span;
  /** What stands beside the carets: mostly what was expected there. */
  readonly label: string;
  readonly secondary: LabelledSpan | null;
  readonly help: string | null;
}

/** The order in which diagnostics are shown: by their place in the file. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  return a.span.start - b.span.start || a.rule.localeCompare(b.rule, "en");
}
