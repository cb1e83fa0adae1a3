/** Block types and option codes of pcapng (IETF draft-ietf-opsawg-pcapng, sections 3.5, 4.1 to 4.3, 4.6). */
export const BLOCK = { section: 0x0a0d0d0a, interface: 1, statistics: 5, packet: 6 } as const;
export const OPTION = { end: 0, comment: 1, interfaceName: 2, dropped: 5, timeResolution: 9 } as const;

/** The whole blocks of a little-endian pcapng text; what is cut off at its end is left out. */
export function* blocksOf(bytes: Buffer): Generator<{ readonly type: number; readonly block: Buffer }> {
  for (let at = 0; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32LE(at + 4);
    if (length < 12 || at + length > bytes.length) return;
    yield { type: bytes.readUInt32LE(at), block: bytes.subarray(at, at + length) };
    at += length;
  }
}

/** The options of a block, which begin `from` bytes after its start. */
export function* optionsOf(block: Buffer, from: number): Generator<{ code: number; value: Buffer }> {
  for (let at = from; at + 4 <= block.length - 4; ) {
    const code = block.readUInt16LE(at);
    const length = block.readUInt16LE(at + 2);
    if (code === OPTION.end) return;
    yield { code, value: block.subarray(at + 4, at + 4 + length) };
    at += 4 + Math.ceil(length / 4) * 4;
  }
}

export function option(code: number, value: Buffer): Buffer {
  const whole = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  whole.writeUInt16LE(code, 0);
  whole.writeUInt16LE(value.length, 2);
  value.copy(whole, 4);
  return whole;
}

/** A block around a body whose length is a multiple of four. */
export function blockOf(type: number, body: Buffer): Buffer {
  const whole = Buffer.alloc(body.length + 12);
  whole.writeUInt32LE(type, 0);
  whole.writeUInt32LE(whole.length, 4);
  body.copy(whole, 8);
  whole.writeUInt32LE(whole.length, whole.length - 4);
  return whole;
}
