import test from "ava";
import { BLOCK, blockOf, OPTION, option } from "../../../scripts/engines/nodes/pcapng-block.ts";
import { packetsIn } from "../../../scripts/engines/nodes/pcapng-packets.ts";
import { readingsOf } from "../../../scripts/observe/observers/syns.ts";
import { labUnderTest, nodeOf } from "../../plan/lab-files.ts";

const { plan } = labUnderTest("syn-guard");
const macAt = (node: string, device: string) =>
  nodeOf(plan, node).interfaces.find(({ name }) => name === device)?.mac ?? "";

/** An interface whose times are in nanoseconds, as dumpcap tells them. */
function point(name: string): Buffer {
  const resolution = option(OPTION.timeResolution, Buffer.from([9]));
  return blockOf(
    BLOCK.interface,
    Buffer.concat([Buffer.alloc(8), option(OPTION.interfaceName, Buffer.from(name)), resolution]),
  );
}

function frame(index: number, atMs: number, to: string): Buffer {
  const body = Buffer.alloc(36);
  const ticks = BigInt(Math.round(atMs * 1e6));
  body.writeUInt32LE(index, 0);
  body.writeUInt32LE(Number(ticks >> 32n), 4);
  body.writeUInt32LE(Number(ticks & 0xffffffffn), 8);
  body.writeUInt32LE(14, 12);
  body.writeUInt32LE(14, 16);
  Buffer.from(to.replaceAll(":", ""), "hex").copy(body, 20);
  return blockOf(BLOCK.packet, body);
}

const NOW = Date.UTC(2026, 10, 26);
const capture = Buffer.concat([
  blockOf(BLOCK.section, Buffer.alloc(16)),
  point("guard1:eth0"),
  point("guard1:eth2"),
  point("lvs1:eth0"),
  frame(0, NOW + 2, macAt("guard1", "eth0")),
  frame(0, NOW + 1, macAt("guard1", "eth0")),
  frame(1, NOW + 2.5, macAt("lvs1", "eth0")),
  frame(2, NOW + 3, macAt("lvs1", "eth0")),
]);

test("a SYN counts at the node that it comes to, and not where a guard sends it on", (t) => {
  const readings = readingsOf(capture, ["guard1", "lvs1"], plan);
  t.deepEqual(
    readings.map(({ node, at }) => ({ node, at: at.map(Math.round) })),
    [
      { node: "guard1", at: [NOW + 1, NOW + 2] },
      { node: "lvs1", at: [NOW + 3] },
    ],
  );
});

test("a node that no SYN came to has none", (t) => {
  t.deepEqual(readingsOf(Buffer.alloc(0), ["lvs1"], plan), [{ node: "lvs1", at: [] }]);
});

test("a frame has the name of its interface, its time and its bytes", (t) => {
  const [first] = [...packetsIn(capture)];
  t.is(first?.interface, "guard1:eth0");
  t.is(Math.round(first?.atMs ?? 0), NOW + 2);
  t.is(first?.frame.length, 14);
});
