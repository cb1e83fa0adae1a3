import type { CheckResult, Verdict } from "../report/result.ts";
import type { Phase } from "./phases.ts";

/** What happens in one lab while it is tested; the live view and the plain lines show it. */
export type RunEvent =
  | { readonly kind: "phase"; readonly phase: Phase }
  /** The claims that will be tested. */
  | { readonly kind: "claims"; readonly ids: readonly string[] }
  | { readonly kind: "node"; readonly node: string; readonly text: string }
  /** What is being done now; the next one takes its place. */
  | { readonly kind: "doing"; readonly text: string }
  /** A small step of it, for whoever watches. */
  | { readonly kind: "detail"; readonly text: string }
  /** Worth keeping on the screen, and in the report, which also has room for what is too long for a line. */
  | { readonly kind: "told"; readonly text: string; readonly more?: string | null }
  | {
      readonly kind: "claim";
      readonly id: string;
      readonly verdict: Verdict;
      readonly checks: readonly CheckResult[];
    }
  | {
      readonly kind: "break";
      readonly id: string;
      readonly verdict: Verdict;
      readonly fails: string;
      readonly change: string;
      readonly note: string | null;
    }
  | { readonly kind: "end"; readonly verdict: Verdict };

export type RunProgress = (event: RunEvent) => void;
