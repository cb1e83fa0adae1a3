import { Transform, type TransformCallback } from "node:stream";

/** Block types and option codes of pcapng (IETF draft-ietf-opsawg-pcapng, sections 4.1 and 4.2). */
const INTERFACE_DESCRIPTION = 1;
const INTERFACE_STATISTICS = 5;
const ENHANCED_PACKET = 6;
const IF_DROP = 5;
const IF_NAME = 2;
const END_OF_OPTIONS = 0;

/** A pcapng stream, little-endian as dumpcap writes it here, in which interfaces get other names; frames pass unchanged. */
export class InterfaceNames extends Transform {
  /** Resolves once as many interfaces were described as there are names. */
  readonly allNamed: Promise<void>;
  /** Resolves once as many had their statistics told, which dumpcap does at the end. */
  readonly allCounted: Promise<void>;
  /** Frames lost by interface, in the new names; complete once all are counted. */
  readonly losses = new Map<string, number>();
  /** Frames that passed so far. */
  frames = 0;
  readonly #names: ReadonlyMap<string, string>;
  #pending: Buffer = Buffer.alloc(0);
  #described = 0;
  #named: () => void = () => {};
  #counted: () => void = () => {};

  constructor(names: ReadonlyMap<string, string>) {
    super();
    this.#names = names;
    this.allNamed = new Promise((resolve) => {
      this.#named = resolve;
    });
    this.allCounted = new Promise((resolve) => {
      this.#counted = resolve;
    });
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    let from = 0;
    while (this.#pending.length - from >= 12) {
      const length = this.#pending.readUInt32LE(from + 4);
      if (this.#pending.length - from < length) break;
      this.push(this.#passed(this.#pending.subarray(from, from + length)));
      from += length;
    }
    this.#pending = this.#pending.subarray(from);
    if (this.#described >= this.#names.size) this.#named();
    if (this.losses.size >= this.#names.size) this.#counted();
    done();
  }

  #passed(block: Buffer): Buffer {
    const type = block.readUInt32LE(0);
    if (type === ENHANCED_PACKET) this.frames += 1;
    if (type === INTERFACE_STATISTICS) {
      const name = [...this.#names.values()][block.readUInt32LE(8)] ?? "";
      this.losses.set(name, lostIn(block));
    }
    if (type !== INTERFACE_DESCRIPTION) return block;
    this.#described += 1;
    return renamed(block, this.#names);
  }

  override _flush(done: TransformCallback): void {
    // A capture cut off by the lab's death ends in the middle of a block, which no reader could use.
    done();
  }
}

/** An interface description with its name replaced, where the map has another one for it. */
export function renamed(block: Buffer, names: ReadonlyMap<string, string>): Buffer {
  const options = [...optionsOf(block, 16)].map(({ code, value }) => {
    const name = code === IF_NAME ? names.get(value.toString()) : undefined;
    return option(code, name === undefined ? value : Buffer.from(name));
  });
  const body = Buffer.concat([block.subarray(8, 16), ...options, option(END_OF_OPTIONS, Buffer.alloc(0))]);
  const whole = Buffer.alloc(body.length + 12);
  whole.writeUInt32LE(INTERFACE_DESCRIPTION, 0);
  whole.writeUInt32LE(whole.length, 4);
  body.copy(whole, 8);
  whole.writeUInt32LE(whole.length, whole.length - 4);
  return whole;
}

/** The frames that an interface's statistics count as lost. */
function lostIn(block: Buffer): number {
  const dropped = [...optionsOf(block, 20)].find(({ code }) => code === IF_DROP);
  return dropped === undefined ? 0 : Number(dropped.value.readBigUInt64LE());
}

function* optionsOf(block: Buffer, from: number): Generator<{ code: number; value: Buffer }> {
  for (let at = from; at + 4 <= block.length - 4; ) {
    const code = block.readUInt16LE(at);
    const length = block.readUInt16LE(at + 2);
    if (code === END_OF_OPTIONS) return;
    yield { code, value: block.subarray(at + 4, at + 4 + length) };
    at += 4 + Math.ceil(length / 4) * 4;
  }
}

function option(code: number, value: Buffer): Buffer {
  const whole = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  whole.writeUInt16LE(code, 0);
  whole.writeUInt16LE(value.length, 2);
  value.copy(whole, 4);
  return whole;
}
