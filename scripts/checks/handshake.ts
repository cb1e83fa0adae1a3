import { nodesInPlan } from "../../stacks/lab/node-ref.ts";
import { SERVER_ROLES } from "../../stacks/lab/schema/role.ts";
import { handsOnUnchanged } from "../../stacks/lab/schema/service.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { vipsOf } from "../../stacks/plan/vips-of.ts";
import { addressesOfNodes } from "../observe/addresses.ts";
import type { Observation } from "../observe/observation.ts";
import { type Between, type Meeting, meetingsAt } from "../observe/packets/meetings.ts";
import type { Check, Judgement } from "./check.ts";
import { factsOf } from "./facts.ts";
import { holdsIf } from "./outcome.ts";
import { count } from "./wording.ts";

/**
 * Whether a director finished each client's handshake before it opened a connection to a server for that client, by
 * the order of packets at its two sides. A client that never finishes must stay unknown to the servers.
 */
export const handshake: Check<"handshake"> = {
  name: "handshake",
  company: "beside",
  needs: () => [{ kind: "packets" }],
  judge(expectation, { seen, running }) {
    const nodes = nodesInPlan(expectation.at, running);
    const { meetings, undone } = meetingsAt(seen.packets, betweenAt(nodes, running));
    if (expectation.order === "passed-on") return passedOn(expectation.at, meetings, running.lab, seen);
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
      ...factsOf(
        seen,
        meetings.map(
          (meeting) =>
            `${expectation.at} sends a SYN ${early.includes(meeting) ? "before" : "after"} its client's handshake`,
        ),
      ),
    };
  },
};

/** Each SYN at a server is the client's own, by its sequence number: then the handshake is theirs alone. */
function passedOn(at: string, meetings: readonly Meeting[], lab: string, seen: Observation): Judgement {
  const own = meetings.filter(({ client, server }) => client.syn.tcp.seq === server.tcp.seq);
  const other = meetings.find((meeting) => !own.includes(meeting));
  return {
    outcome: holdsIf(meetings.length > 0 && other === undefined),
    expected: `each SYN that ${at} sends to a server is its client's own`,
    observed: `${own.length} of ${count(meetings.length, "SYN")} with the client's sequence number`,
    figure: `${own.length} of ${count(meetings.length, "SYN")} passed on`,
    sentence:
      meetings.length === 0
        ? `${at} was not seen to send a SYN to a server for any client.`
        : other === undefined
          ? `All ${count(meetings.length, "SYN")} that servers saw had the sequence numbers of the clients' own.`
          : `${at} opened a connection of its own: sequence number ${other.server.tcp.seq} (frame ${other.server.number} of the capture), where the client's was ${other.client.syn.tcp.seq}.`,
    look: other === undefined ? null : `exec ${lab} ${at} -- ss -tn`,
    ...factsOf(
      seen,
      meetings.map(
        (meeting) => `${at} ${own.includes(meeting) ? "passes a client's SYN on" : "sends a SYN of its own"}`,
      ),
    ),
  };
}

/** A director stands between its services and their servers; a web server between itself and all others. */
function betweenAt(nodes: readonly string[], running: Plan): Between {
  const directed = running.services.filter(({ directors }) => directors.some((name) => nodes.includes(name)));
  const fronts = running.nodes.filter(
    ({ name, role }) => nodes.includes(name) && SERVER_ROLES.includes(role),
  );
  const own = fronts.flatMap(({ name, readiness }) =>
    [...addressesOfNodes(running, [name])].flatMap((vip) =>
      readiness.flatMap((probe) => (probe.kind === "http" ? [{ vip, port: probe.port }] : [])),
    ),
  );
  const behind = running.nodes.filter(({ role }) => fronts.length > 0 && SERVER_ROLES.includes(role));
  return {
    nodes,
    services: [...directed, ...own],
    servers: new Set([
      ...addressesOfNodes(running, [
        ...directed.flatMap(({ servers }) => servers.map(({ node }) => node)),
        ...behind.flatMap(({ name }) => (nodes.includes(name) ? [] : [name])),
      ]),
      // What is handed on unchanged still goes to the VIP.
      ...directed.flatMap((service) => (handsOnUnchanged(service.mode) ? vipsOf(service) : [])),
    ]),
  };
}

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
