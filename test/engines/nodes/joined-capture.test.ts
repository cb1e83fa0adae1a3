import { PassThrough, Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import test from "ava";
import { JoinedCapture } from "../../../scripts/engines/nodes/joined-capture.ts";
import {
  BLOCK,
  blockOf,
  blocksOf,
  OPTION,
  option,
  optionsOf,
} from "../../../scripts/engines/nodes/pcapng-block.ts";
import { packetsIn } from "../../../scripts/engines/nodes/pcapng-packets.ts";

function described(name: string): Buffer {
  const head = Buffer.from([1, 0, 0, 0, 0, 0, 4, 0]);
  return blockOf(
    BLOCK.interface,
    Buffer.concat([
      head,
      option(OPTION.interfaceName, Buffer.from(name)),
      option(OPTION.timeResolution, Buffer.from([9])),
      option(OPTION.end, Buffer.alloc(0)),
    ]),
  );
}

function counted(index: number, dropped: bigint): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt32LE(index, 0);
  const lost = Buffer.alloc(8);
  lost.writeBigUInt64LE(dropped);
  return blockOf(
    BLOCK.statistics,
    Buffer.concat([head, option(OPTION.dropped, lost), option(OPTION.end, Buffer.alloc(0))]),
  );
}

/** A frame of the interface with this number in its stream. */
function frame(index: number, text: string): Buffer {
  const head = Buffer.alloc(20);
  head.writeUInt32LE(index, 0);
  head.writeUInt32LE(text.length, 12);
  return blockOf(BLOCK.packet, Buffer.concat([head, Buffer.from(text.padEnd(32))]));
}

const SECTION = blockOf(BLOCK.section, Buffer.from("a section header"));
const FIRST = Buffer.concat([
  SECTION,
  described("a.eth0"),
  described("b.eth0"),
  frame(0, "at a"),
  frame(1, "at b"),
  counted(0, 0n),
  counted(1, 7n),
]);
const SECOND = Buffer.concat([SECTION, described("c.eth0"), frame(0, "at c"), counted(0, 3n)]);
const NAMES = new Map([
  ["a.eth0", "a:eth0"],
  ["b.eth0", "a-longer-name:eth0"],
  ["c.eth0", "c:eth0"],
]);

async function through(...sources: (readonly Buffer[])[]) {
  const joined = new JoinedCapture(
    NAMES,
    sources.map((pieces) => Readable.from(pieces.map((piece) => Buffer.from(piece)))),
  );
  return { written: await buffer(joined.output), joined };
}

/** Each frame with the name of its interface. */
function framesOf(written: Buffer): string[] {
  return [...packetsIn(written)].map(({ interface: name, frame }) => `${name} ${frame}`);
}

test("interfaces get their new names, and a frame stays with its interface", async (t) => {
  const { written } = await through([FIRST], [SECOND]);
  const names = [...blocksOf(written)].flatMap(({ type, block }) =>
    type === BLOCK.interface ? [String([...optionsOf(block, 16)][0]?.value)] : [],
  );
  t.deepEqual(names.sort(), ["a-longer-name:eth0", "a:eth0", "c:eth0"]);
  t.deepEqual(framesOf(written).sort(), ["a-longer-name:eth0 at b", "a:eth0 at a", "c:eth0 at c"]);
});

test("two streams are one section", async (t) => {
  const { written } = await through([SECOND], [FIRST]);
  const types = [...blocksOf(written)].map(({ type }) => type);
  t.is(types[0], BLOCK.section);
  t.is(types.filter((type) => type === BLOCK.section).length, 1);
  t.is(types.length, 1 + 3 * 3);
});

test("it makes no difference in which pieces a stream comes", async (t) => {
  const whole = await through([FIRST]);
  const bytes = await through([...FIRST].map((byte) => Buffer.from([byte])));
  t.deepEqual(bytes.written, whole.written);
});

test("what is cut off in the middle of a block is left out", async (t) => {
  const { written } = await through([FIRST.subarray(0, -4)], [SECOND]);
  t.is(
    [...blocksOf(written)].reduce((sum, { block }) => sum + block.length, 0),
    written.length,
  );
});

test("the frames lost at each interface are told once all are counted", async (t) => {
  const { joined } = await through([FIRST], [SECOND]);
  await Promise.all([joined.allNamed, joined.allCounted]);
  t.is(joined.frames, 3);
  t.deepEqual(Object.fromEntries(joined.losses), { "a:eth0": 0, "a-longer-name:eth0": 7, "c:eth0": 3 });
});

test("after its end nothing more is passed on, and losses are still told", async (t) => {
  const source = new PassThrough();
  const joined = new JoinedCapture(new Map([["c.eth0", "c:eth0"]]), [source]);
  source.write(Buffer.from(SECOND.subarray(0, SECOND.indexOf(counted(0, 3n)))));
  await joined.allNamed;
  joined.end();
  source.end(counted(0, 3n));
  t.deepEqual(framesOf(await buffer(joined.output)), ["c:eth0 at c"]);
  await joined.allCounted;
  t.deepEqual([...joined.losses], [["c:eth0", 3]]);
});

test("it has room again once what waited for its reader is read", async (t) => {
  const source = new PassThrough();
  const joined = new JoinedCapture(NAMES, [source]);
  const many = Array.from({ length: 2_000 }, () => frame(0, "at a"));
  source.end(Buffer.concat([SECTION, described("a.eth0"), ...many]));
  await new Promise((done) => setImmediate(done));
  t.false(joined.hasRoom);
  t.is(framesOf(await buffer(joined.output)).length, 2_000);
  t.true(joined.hasRoom);
});

test("sources whose next chunks lie ready go on each time that the reader has caught up", async (t) => {
  const sources = ["a.eth0", "c.eth0"].map((name) => {
    const source = new PassThrough();
    source.write(Buffer.concat([SECTION, described(name)]));
    // Larger than what the joined stream takes before it asks to wait.
    const chunk = Buffer.concat(Array.from({ length: 400 }, () => frame(0, name)));
    for (let piece = 0; piece < 20; piece++) source.write(Buffer.from(chunk));
    source.end();
    return source;
  });
  const joined = new JoinedCapture(NAMES, sources);
  const read = buffer(joined.output);
  const late = new Promise((_, reject) => setTimeout(reject, 5_000, new Error("the streams stand still")));
  t.is(framesOf((await Promise.race([read, late])) as Buffer).length, 2 * 20 * 400);
});
