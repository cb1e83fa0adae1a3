import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import type { Judgement } from "../../scripts/checks/check.ts";
import { BLOCK, blockOf } from "../../scripts/engines/nodes/pcapng-block.ts";
import { withBytes } from "../../scripts/run/packet-bytes.ts";

const folder = mkdtempSync(join(tmpdir(), "tierlab-bytes-"));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

const judgement: Judgement = {
  outcome: "holds",
  expected: "",
  observed: "",
  figure: "",
  sentence: "",
  look: null,
  packet: { at: "lvs1", frames: [2, 3], fields: [] },
};

function frame(bytes: number[]): Buffer {
  const body = Buffer.alloc(20 + Math.ceil(bytes.length / 4) * 4);
  body.writeUInt32LE(bytes.length, 12);
  Buffer.from(bytes).copy(body, 20);
  return blockOf(BLOCK.packet, body);
}

test("a packet gets the bytes of its two frames, by their numbers in the capture, the start of a long one", async (t) => {
  const file = join(folder, "x.pcapng");
  const long = new Array<number>(1_400).fill(7);
  writeFileSync(file, Buffer.concat([frame([1]), frame([2, 255]), frame(long), frame([4])]));
  const [one] = await withBytes([{ judgement }], file);
  t.deepEqual(one?.judgement.packet?.bytes?.[0], { hex: "02ff", length: 2 });
  t.is(one?.judgement.packet?.bytes?.[1].length, 1_400);
  t.is(one?.judgement.packet?.bytes?.[1].hex.length, 1_024);
});

test("without a capture, or without a packet, nothing is read", async (t) => {
  t.deepEqual(await withBytes([{ judgement }], null), [{ judgement }]);
  const { packet: _, ...plain } = judgement;
  t.deepEqual(await withBytes([{ judgement: plain }], "/no/such/file"), [{ judgement: plain }]);
});
