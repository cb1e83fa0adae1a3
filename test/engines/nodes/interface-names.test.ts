import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import test from "ava";
import { InterfaceNames } from "../../../scripts/engines/nodes/interface-names.ts";

function block(type: number, body: Buffer): Buffer {
  const whole = Buffer.alloc(body.length + 12);
  whole.writeUInt32LE(type, 0);
  whole.writeUInt32LE(whole.length, 4);
  body.copy(whole, 8);
  whole.writeUInt32LE(whole.length, whole.length - 4);
  return whole;
}

function option(code: number, value: Buffer): Buffer {
  const whole = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  whole.writeUInt16LE(code, 0);
  whole.writeUInt16LE(value.length, 2);
  value.copy(whole, 4);
  return whole;
}

function described(name: string): Buffer {
  const head = Buffer.from([1, 0, 0, 0, 0, 0, 4, 0]);
  return block(
    1,
    Buffer.concat([
      head,
      option(2, Buffer.from(name)),
      option(9, Buffer.from([9])),
      option(0, Buffer.alloc(0)),
    ]),
  );
}

function counted(index: number, dropped: bigint): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt32LE(index, 0);
  const lost = Buffer.alloc(8);
  lost.writeBigUInt64LE(dropped);
  return block(5, Buffer.concat([head, option(5, lost), option(0, Buffer.alloc(0))]));
}

const FRAME = block(6, Buffer.from("a frame of some bytes, untouched"));
const STREAM = Buffer.concat([
  described("a.eth0"),
  described("b.eth0"),
  FRAME,
  counted(0, 0n),
  counted(1, 7n),
]);
const NAMES = new Map([
  ["a.eth0", "a:eth0"],
  ["b.eth0", "a-longer-name:eth0"],
]);

async function through(pieces: readonly Buffer[]): Promise<{ out: string; names: InterfaceNames }> {
  const names = new InterfaceNames(NAMES);
  const out = await text(Readable.from(pieces).pipe(names).setEncoding("latin1"));
  return { out, names };
}

test("interfaces get their new names, and frames pass unchanged", async (t) => {
  const { out } = await through([STREAM]);
  const written = Buffer.from(out, "latin1");
  t.true(written.includes("a:eth0") && written.includes("a-longer-name:eth0"));
  t.false(written.includes("b.eth0"));
  t.true(written.includes(FRAME));
  for (let at = 0; at < written.length; ) {
    const length = written.readUInt32LE(at + 4);
    t.is(written.readUInt32LE(at + length - 4), length);
    at += length;
  }
});

test("it makes no difference in which pieces the stream comes", async (t) => {
  const whole = await through([STREAM]);
  const bytes = await through([...STREAM].map((byte) => Buffer.from([byte])));
  t.is(bytes.out, whole.out);
});

test("the frames lost at each interface are told once all are counted", async (t) => {
  const { names } = await through([STREAM]);
  await Promise.all([names.allNamed, names.allCounted]);
  t.deepEqual(
    [...names.losses],
    [
      ["a:eth0", 0],
      ["a-longer-name:eth0", 7],
    ],
  );
});
