import { createHash } from "node:crypto";
import { PACKET_FIELDS, type PacketField } from "../../stacks/lab/schema/expectations/rewrite.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { fieldValue } from "../observe/packets/changes.ts";
import type { Passage } from "../observe/packets/passages.ts";
import type { Segment } from "../observe/packets/sightings.ts";
import type { Hop } from "../observe/packets/walk.ts";
import type { PacketExample } from "./check.ts";

/** A packet on both sides of a hop, for people to look at; nothing where there is none. */
export function exampleOf(passage: Pick<Passage, "in" | "out"> | undefined): {
  readonly packet?: PacketExample;
} {
  if (passage === undefined) return {};
  const { in: before, out: after } = passage;
  const fields = PACKET_FIELDS.flatMap((name) => {
    const [was, is] = [fieldInWords(name, before), fieldInWords(name, after)];
    return was === "" && is === "" ? [] : [{ name, before: was, after: is }];
  });
  return { packet: { at: before.point.node, frames: [before.number, after.number], fields } };
}

/** Of a way the hop that is worth a look: the director that a packet passed, else the first node that sent it on. */
export function tellingHop(
  walk: readonly Hop[],
  { nodes }: Plan,
): { readonly in: Segment; readonly out: Segment } | undefined {
  const passed = walk.flatMap(({ node, does, in: came, out }) =>
    does === "forwards" && came !== null && out !== null ? [{ node, in: came, out }] : [],
  );
  const directors = nodes.filter(({ role }) => role === "director").map(({ name }) => name);
  return passed.find(({ node }) => directors.includes(node)) ?? passed[0];
}

function fieldInWords(name: PacketField, segment: Segment): string {
  const value = String(fieldValue(name, segment) ?? "");
  if (name !== "payload" || value === "") return value;
  // All of it would be a page: its length and its digest tell whether it is the same.
  const digest = createHash("sha256").update(value).digest("hex").slice(0, 8);
  return `${value.replaceAll(":", "").length / 2} bytes, sha256 ${digest}`;
}
