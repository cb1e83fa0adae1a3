import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import { addressesOfNodes } from "../observe/addresses.ts";
import { type Meeting, meetingsAt } from "../observe/packets/meetings.ts";
import type { Check } from "./check.ts";
import { holdsIf } from "./outcome.ts";
import { count } from "./wording.ts";

/**
 * Whether a director finished each client's handshake before it opened a connection to a server for that client, by
 * the order of packets at its two sides. A client that never finishes must stay unknown to the servers.
 */
export const handshake: Check<"handshake"> = {
  name: "handshake",
  needs: () => [{ kind: "packets" }],
  judge(expectation, { seen, running }) {
    const nodes = nodesInPlan(expectation.at, running);
    const services = running.services.filter(({ directors }) =>
      directors.some((name) => nodes.includes(name)),
    );
    const servers = addressesOfNodes(
      running,
      services.flatMap((service) => service.servers.map(({ node }) => node)),
    );
    const { meetings, undone } = meetingsAt(seen.packets, { nodes, services, servers });
    const early = meetings.filter(
      ({ client, server }) => client.completedAt === null || server.at < client.completedAt,
    );
    const first = early[0];
    const enough = undone >= expectation["never-complete"];
    const good = meetings.length - early.length;
    return {
      outcome: holdsIf(meetings.length > 0 && early.length === 0 && enough),
      expected: `no SYN to a server before its client's handshake is complete${expectation["never-complete"] > 0 ? `, also for ${count(expectation["never-complete"], "client")} that never complete it` : ""}`,
      observed: `${early.length} of ${count(meetings.length, "SYN")} too early, ${count(undone, "handshake")} never completed`,
      figure: `${good} of ${meetings.length} after the client's handshake, ${undone} never completed`,
      sentence: sentenceOf(expectation.at, meetings, first, undone, enough),
      look: first === undefined ? null : `exec ${running.lab} ${nodes[0]} -- ss -tn`,
    };
  },
};

function sentenceOf(
  at: string,
  meetings: readonly Meeting[],
  early: Meeting | undefined,
  undone: number,
  enough: boolean,
): string {
  if (meetings.length === 0) return `${at} was not seen to open a connection to a server for any client.`;
  if (early !== undefined) {
    const frames = `frame ${early.server.number} of the capture`;
    return early.client.completedAt === null
      ? `A server saw a SYN (${frames}) of a client that never completed its handshake with ${at}.`
      : `A server saw a SYN (${frames}) ${(early.client.completedAt - early.server.at).toFixed(2)} ms before the client's handshake was complete.`;
  }
  const all = `Each of ${count(meetings.length, "SYN")} from ${at} to a server came after its client's handshake`;
  if (!enough) return `${all}, but only ${count(undone, "handshake")} stayed undone.`;
  return undone === 0
    ? `${all}.`
    : `${all}; of ${count(undone, "handshake")} never completed no server saw a thing.`;
}
