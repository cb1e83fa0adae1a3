import { readFile } from "node:fs/promises";
import type { FrameBytes, Judgement } from "../checks/check.ts";
import { packetsIn } from "../engines/nodes/pcapng-packets.ts";

/** The headers and the start of what they carry; a whole frame would make a report large and tell no more. */
const MOST_BYTES = 512;

/** Judgements whose packet has its bytes, as they stand in the capture that it was seen in. */
export async function withBytes<T extends { readonly judgement: Judgement }>(
  judged: readonly T[],
  captureFile: string | null,
): Promise<T[]> {
  const wanted = new Set(judged.flatMap(({ judgement }) => judgement.packet?.frames ?? []));
  if (captureFile === null || wanted.size === 0) return [...judged];
  const found = new Map<number, FrameBytes>();
  let number = 0;
  for (const { frame } of packetsIn(await readFile(captureFile))) {
    number += 1;
    if (!wanted.has(number)) continue;
    found.set(number, { hex: frame.subarray(0, MOST_BYTES).toString("hex"), length: frame.length });
  }
  return judged.map((one) => ({ ...one, judgement: judgementWith(one.judgement, found) }));
}

function judgementWith(judgement: Judgement, found: ReadonlyMap<number, FrameBytes>): Judgement {
  const { packet } = judgement;
  const [before, after] = (packet?.frames ?? []).map((number) => found.get(number));
  if (packet === undefined || before === undefined || after === undefined) return judgement;
  return { ...judgement, packet: { ...packet, bytes: [before, after] } };
}
