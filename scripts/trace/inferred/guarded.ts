import { configLine } from "../config-lines.ts";
import type { Explain } from "../inferred.ts";

/** What a guard that completes handshakes in front of the servers does with those of a client. */
export const guardedAt: Explain = ({ walk, does, out, changes }, node, { owners }) => {
  const config = node.role === "guard" ? configLine(node, / synproxy /) : [];
  if (config.length === 0) return null;
  if (does === "takes" && walk.direction === "request" && (walk.kind === "SYN" || walk.kind === "ACK"))
    return {
      text:
        walk.kind === "SYN" ? "SYNPROXY answers it itself, with a cookie" : "SYNPROXY takes the cookie back",
      config,
    };
  if (does === "forwards" && changes.some(({ field }) => field === "tcp.seq" || field === "tcp.ack"))
    return {
      text: "SYNPROXY joins its two handshakes: the client knows its cookie, the server a number of its own",
      config,
    };
  if (does !== "sends" || out === null) return null;
  if (walk.kind === "SYN ACK" && owners.serviceOf(out.ip.src) !== null)
    return { text: "SYNPROXY answers in the service's name, with a cookie", config };
  if (walk.kind === "ACK" && owners.serviceOf(out.ip.dst) !== null)
    return { text: "SYNPROXY completes the service's handshake in the client's name", config };
  if (walk.kind === "SYN" && owners.serviceOf(out.ip.dst) !== null)
    return { text: "SYNPROXY opens the connection to the service in the client's name", config };
  return null;
};
