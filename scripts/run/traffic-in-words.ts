import { sendInWords } from "../../stacks/lab/schema/send.ts";
import type { Test } from "../../stacks/lab/schema/test.ts";

/** A test's traffic in a few words, as in `60 requests to shop`. */
export function trafficInWords(test: Test | undefined): string {
  const sends = test?.send ?? [];
  return sends.length === 0 ? "no traffic" : sends.map(sendInWords).join(" and ");
}
