import type { Send, Test } from "../../stacks/lab/schema/test.ts";

/** A test's traffic in a few words, as in `60 requests to shop`. */
export function trafficInWords(test: Test | undefined): string {
  const sends = test?.send ?? [];
  return sends.length === 0 ? "no traffic" : sends.map(sendInWords).join(" and ");
}

function sendInWords(send: Send): string {
  if ("http" in send) return `${send.requests} requests to ${send.http}`;
  if ("probe" in send) return `probes of ${send.probe} for ${send.for / 1000} s`;
  if ("download" in send) return `downloads from ${send.download}`;
  return `${send.packets} ${send.flood} packets to ${send.to}`;
}
