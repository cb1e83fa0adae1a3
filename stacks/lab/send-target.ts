import type { Send } from "./schema/test.ts";

/** The service that a sender's traffic goes to. */
export function sendTarget(send: Send): string {
  if ("http" in send) return send.http;
  if ("download" in send) return send.download;
  return "probe" in send ? send.probe : send.to;
}
