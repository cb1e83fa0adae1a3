/** Attributes and messages begin at multiples of four bytes, in the byte order of the machine (linux/netlink.h). */
const ALIGNED = 4;
const ATTRIBUTE_HEADER = 4;
const MESSAGE_HEADER = 16;
/** Of generic netlink: the command, its version, and two bytes for later use (linux/genetlink.h). */
const GENERIC_HEADER = 4;
/** Flags of an attribute's type say how it is written. */
const TYPE_BITS = 0x3fff;
const NESTED = 0x8000;
/** What netlink says for itself, as that an answer ends, has types below this (NLMSG_MIN_TYPE). */
const FIRST_FAMILY = 0x10;

/** A request of generic netlink without its message's header, of version 1. */
export function genericRequest(command: number, ...attributes: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([command, 1, 0, 0]), ...attributes]);
}

export function attribute(type: number, value: Buffer): Buffer {
  const bytes = Buffer.alloc(aligned(ATTRIBUTE_HEADER + value.length));
  bytes.writeUInt16LE(ATTRIBUTE_HEADER + value.length, 0);
  bytes.writeUInt16LE(type, 2);
  value.copy(bytes, ATTRIBUTE_HEADER);
  return bytes;
}

export function nested(type: number, ...attributes: readonly Buffer[]): Buffer {
  return attribute(type | NESTED, Buffer.concat(attributes));
}

/** The attributes of each message of a generic netlink answer, by their types. */
export function answersIn(bytes: Buffer): Map<number, Buffer>[] {
  return partsOf(bytes, MESSAGE_HEADER, (at) => bytes.readUInt32LE(at))
    .filter((message) => message.readUInt16LE(4) >= FIRST_FAMILY)
    .map((message) => attributesIn(message.subarray(MESSAGE_HEADER + GENERIC_HEADER)));
}

export function requestIn(bytes: Buffer): Map<number, Buffer> {
  return attributesIn(bytes.subarray(GENERIC_HEADER));
}

export function attributesIn(bytes: Buffer): Map<number, Buffer> {
  return new Map(
    partsOf(bytes, ATTRIBUTE_HEADER, (at) => bytes.readUInt16LE(at)).map((part) => [
      part.readUInt16LE(2) & TYPE_BITS,
      part.subarray(ATTRIBUTE_HEADER),
    ]),
  );
}

/** Bytes that are cut off, or say a length that cannot be, end it. */
function partsOf(bytes: Buffer, header: number, lengthAt: (at: number) => number): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at + header <= bytes.length; ) {
    const length = lengthAt(at);
    if (length < header || at + length > bytes.length) break;
    parts.push(bytes.subarray(at, at + length));
    at += aligned(length);
  }
  return parts;
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNED) * ALIGNED;
}
