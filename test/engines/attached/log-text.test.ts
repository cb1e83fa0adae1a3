import test from "ava";
import { logText } from "../../../scripts/engines/attached/log-text.ts";

function piece(stream: number, text: string): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt8(stream, 0);
  head.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([head, Buffer.from(text)]);
}

test("a log is its pieces' text, whatever their lengths look like", (t) => {
  // 65 bytes would be an A, and 200 no character at all.
  const lines = [`${"a".repeat(64)}\n`, `${"b".repeat(199)}\n`];
  t.is(logText(Buffer.concat([piece(1, lines[0] ?? ""), piece(2, lines[1] ?? "")]), false), lines.join(""));
});

test("a character that comes in two pieces is whole again, and none moves the cursor", (t) => {
  const [first, second] = [Buffer.from("ü").subarray(0, 1), Buffer.from("ü").subarray(1)];
  const raw = (bytes: Buffer) => Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0, 0, bytes.length]), bytes]);
  t.is(logText(Buffer.concat([raw(first), raw(second), piece(1, "\u001b[2Jx\r\n")]), false), "ü[2Jx\n");
});

test("the log of a container with a terminal, as containerlab makes them, is text as it is", (t) => {
  t.is(logText(Buffer.from("lvs1 booted\r\n"), true), "lvs1 booted\n");
});
