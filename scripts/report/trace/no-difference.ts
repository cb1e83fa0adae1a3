import type { Trace } from "../../trace/trace.ts";

/** What is said where two walks are alike. */
export function noDifference({ client }: Pick<Trace, "client">): string {
  return `No hop differs: one request from ${client} does not show what this break does; another client's may (--from).`;
}
