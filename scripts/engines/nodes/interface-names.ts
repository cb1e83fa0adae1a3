import { Transform, type TransformCallback } from "node:stream";
import { BLOCK, blockOf, OPTION, option, optionsOf } from "./pcapng-block.ts";

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
    if (type === BLOCK.packet) this.frames += 1;
    if (type === BLOCK.statistics) {
      const name = [...this.#names.values()][block.readUInt32LE(8)] ?? "";
      this.losses.set(name, lostIn(block));
    }
    if (type !== BLOCK.interface) return block;
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
    const name = code === OPTION.interfaceName ? names.get(value.toString()) : undefined;
    return option(code, name === undefined ? value : Buffer.from(name));
  });
  const body = Buffer.concat([block.subarray(8, 16), ...options, option(OPTION.end, Buffer.alloc(0))]);
  return blockOf(BLOCK.interface, body);
}

/** The frames that an interface's statistics count as lost. */
function lostIn(block: Buffer): number {
  const dropped = [...optionsOf(block, 20)].find(({ code }) => code === OPTION.dropped);
  return dropped === undefined ? 0 : Number(dropped.value.readBigUInt64LE());
}
