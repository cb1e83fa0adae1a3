import { isNamedBy, nodesInPlan } from "../../stacks/lab/node-ref.ts";
import type { Expectation } from "../../stacks/lab/schema/expect.ts";
import { PACKET_FIELDS, type PacketField } from "../../stacks/lab/schema/expectations/rewrite.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { hasField } from "../observe/packets/changes.ts";
import { type Passage, passagesLike } from "../observe/packets/passages.ts";
import { type Segment, type Sightings, sightingsOf } from "../observe/packets/sightings.ts";
import { replyWalk, requestWalk } from "../observe/packets/walk.ts";
import { addressesOf, nameOf } from "./address-owner.ts";
import type { Check, Evidence } from "./check.ts";
import { factsOf } from "./facts.ts";
import { holdsIf } from "./outcome.ts";
import { exampleOf } from "./packet-example.ts";
import { passageFacts } from "./passage-facts.ts";
import { byFrequency, count } from "./wording.ts";

/** What a hop changed in the packets that passed through it, field by field, handshake and acknowledgements included. */
export const rewrite: Check<"rewrite"> = {
  name: "rewrite",
  company: "beside",
  needs: () => [{ kind: "packets" }],
  judge(expectation, evidence) {
    const passages = passagesAt(expectation, evidence);
    const wanted = PACKET_FIELDS.filter((field) => expectation.changes.includes(field));
    const different = passages.filter(
      (passage) => !isChangedLike(passage.changed, wanted) || !isWrapped(passage, expectation, evidence),
    );
    const damaged = passages.filter((passage) => !isSound(passage.in) || !isSound(passage.out));
    const [usual] = byFrequency(
      (different.length > 0 ? different : passages).map((passage) =>
        passageInWords(passage, expectation, evidence),
      ),
    );
    const right = passages.filter((passage) => !different.includes(passage) && !damaged.includes(passage));
    const direction = expectation.direction === "request" ? "towards the server" : "towards the client";
    return {
      outcome: holdsIf(passages.length > 0 && right.length === passages.length),
      expected: `${fieldsInWords(wanted)} changed ${direction}${wrappedInWords(expectation)}, checksums valid`,
      observed: `${usual?.[0] ?? "no packet"}${usual === undefined ? "" : " changed"}${damaged.length > 0 ? `, ${count(damaged.length, "packet")} with a wrong checksum` : ""}`,
      figure: `${right.length} of ${count(passages.length, "packet")}`,
      sentence: sentenceOf(expectation.at, direction, {
        passages,
        different,
        damaged,
        wanted,
        usual: usual?.[0],
        expectation,
      }),
      look: lookAt(expectation.at, evidence.running),
      ...factsOf(
        evidence.seen,
        passages.flatMap((passage) => passageFacts(passage, expectation, evidence)),
      ),
      ...exampleOf(withPayload(different) ?? withPayload(damaged) ?? withPayload(passages)),
    };
  },
};

/** A packet with a payload shows more than a handshake's. */
function withPayload(passages: readonly Passage[]): Passage | undefined {
  return passages.find((passage) => passage.in.tcp.payload !== "") ?? passages[0];
}

/** The packets of every request's connection that passed through the hop in the asked direction, each connection once. */
function passagesAt({ at, direction }: Expectation<"rewrite">, { seen, running }: Evidence): Passage[] {
  const sightings = sightingsOf(seen.packets);
  const nodes = nodesInPlan(at, running);
  const samples = new Map<string, Segment>();
  for (const { id, client } of seen.requests.filter(({ dns }) => dns === undefined)) {
    for (const sample of samplesAt(nodes, direction, requestWalk(id, client, sightings), sightings))
      samples.set(connectionOf(sample), sample);
  }
  return [...samples.values()].flatMap((sample) => passagesLike(sample, sightings));
}

function samplesAt(
  nodes: readonly string[],
  direction: "request" | "reply",
  walk: ReturnType<typeof requestWalk>,
  sightings: Sightings,
): Segment[] {
  const hops = direction === "request" ? walk : replyWalk(walk, sightings);
  return hops.flatMap((hop) =>
    hop.does === "forwards" && hop.in !== null && nodes.includes(hop.node) ? [hop.in] : [],
  );
}

function connectionOf({ point, ip, tcp }: Segment): string {
  return [point.node, point.interface, ip.src, tcp.srcPort, ip.dst, tcp.dstPort].join(" ");
}

/** As in `tcp 0x1c3a as it leaves`. */
function wrongSumsOf(passage: Passage | undefined): string {
  if (passage === undefined) return "none";
  const wrong = (["in", "out"] as const).flatMap((side) => {
    const { ip, outer, tcp } = passage[side];
    return [
      ...(ip.checksumGood ? [] : [`ip ${ip.checksum}`]),
      ...(tcp.checksumGood ? [] : [`tcp ${tcp.checksum}`]),
      ...(outer?.checksumGood === false ? [`ipip ${outer.checksum}`] : []),
    ].map((sum) => `${sum} as it ${side === "in" ? "comes" : "leaves"}`);
  });
  return wrong.join(", ");
}

const CHECKSUMS: readonly PacketField[] = ["ip.checksum", "tcp.checksum", "ipip.checksum"];

/** Once in 65,535 times the sum of what changed is as before, where a port is drawn at random: then a checksum stays the same. */
function isChangedLike(changed: readonly PacketField[], wanted: readonly PacketField[]): boolean {
  return (
    changed.every((field) => wanted.includes(field)) &&
    wanted.every((field) => changed.includes(field) || CHECKSUMS.includes(field)) &&
    (changed.length === wanted.length || changed.some((field) => !CHECKSUMS.includes(field)))
  );
}

function isSound({ ip, outer, tcp }: Segment): boolean {
  return ip.checksumGood && tcp.checksumGood && outer?.checksumGood !== false;
}

/** Whether the packet went on inside another one between the nodes that the expectation names, where it names any. */
function isWrapped({ out }: Passage, { wrapped }: Expectation<"rewrite">, { running }: Evidence): boolean {
  if (wrapped === undefined) return true;
  if (out.outer === undefined) return false;
  return (
    addressesOf(wrapped.from, running).includes(out.outer.src) &&
    addressesOf(wrapped.to, running).includes(out.outer.dst)
  );
}

function wrappedInWords({ wrapped }: Expectation<"rewrite">): string {
  return wrapped === undefined ? "" : `, wrapped from ${wrapped.from} to ${wrapped.to}`;
}

function passageInWords(
  { changed, out }: Passage,
  { wrapped }: Expectation<"rewrite">,
  { running }: Evidence,
) {
  const fields = fieldsInWords(changed);
  if (wrapped === undefined) return fields;
  if (out.outer === undefined) return `${fields}, not wrapped`;
  return `${fields}, wrapped from ${nameOf(out.outer.src, running)} to ${nameOf(out.outer.dst, running)}`;
}

function fieldsInWords(fields: readonly PacketField[]): string {
  return fields.length === 0 ? "nothing" : fields.join(", ");
}

interface Found {
  readonly passages: readonly Passage[];
  readonly different: readonly Passage[];
  readonly damaged: readonly Passage[];
  readonly wanted: readonly PacketField[];
  readonly usual: string | undefined;
  readonly expectation: Expectation<"rewrite">;
}

function sentenceOf(at: string, direction: string, found: Found): string {
  const { passages, different, damaged, wanted, usual, expectation } = found;
  const total = count(passages.length, "packet");
  if (passages.length === 0) return `No packet was seen to pass ${at} ${direction}.`;
  if (different.length > 0)
    return `In ${different.length} of ${total} ${direction}, ${at} changed something else, mostly ${usual}${framesOf(different[0])}.`;
  if (damaged.length > 0)
    return `${damaged.length} of ${total} at ${at} carry a wrong checksum, ${wrongSumsOf(damaged[0])}${framesOf(damaged[0])}.`;
  const isTunnelled = passages.some((passage) => passage.in.outer ?? passage.out.outer);
  const there = PACKET_FIELDS.filter(
    (field) =>
      (isTunnelled || !field.startsWith("ipip")) &&
      passages.some((passage) => hasField(field, passage.in) || hasField(field, passage.out)),
  );
  const rest = there.length - wanted.length;
  return `In all ${total} ${direction}, ${at} changed ${fieldsInWords(wanted)}${wrappedInWords(expectation)}; the other ${rest} fields are equal and all checksums valid.`;
}

function framesOf(passage: Passage | undefined): string {
  return passage === undefined
    ? ""
    : ` (frames ${passage.in.number} and ${passage.out.number} of the capture)`;
}

/** What decides how the hop hands packets on. */
function lookAt(at: string, { lab, nodes }: Plan): string | null {
  const node = nodes.find((candidate) => isNamedBy(candidate, at));
  if (node === undefined) return null;
  return `exec ${lab} ${node.name} -- ${node.kernelNeeds.includes("ipvs") ? "ipvsadm -Ln" : "ip route"}`;
}
