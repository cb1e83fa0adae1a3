import type { Trace } from "../../trace/trace.ts";
import type { BrokenTrace } from "../../trace/trace-report.ts";

/** What is said where two walks are alike. */
export function noDifference(
  { client, lab }: Pick<Trace, "client" | "lab">,
  { claim }: Pick<BrokenTrace, "claim">,
): string {
  return `No hop differs: one request from ${client} does not show what this break does. It shows in another client's (--from), or in several, which \`tierlab test ${lab} --only ${claim}\` sends.`;
}
