import { PassThrough, type Readable, Writable } from "node:stream";
import { BLOCK, blockOf, OPTION, option, optionsOf } from "./pcapng-block.ts";

/** pcapng streams, little-endian as dumpcap writes them here, as one of one section, in which interfaces get other names. */
export class JoinedCapture {
  /** Ends by `end`, or with the last of its sources. */
  readonly output: Readable;
  /** Resolves once as many interfaces were described as there are names. */
  readonly allNamed: Promise<void>;
  /** Resolves once as many had their statistics told, which dumpcap does at the end. */
  readonly allCounted: Promise<void>;
  /** Frames lost by interface, in the new names; complete once all are counted. */
  readonly losses = new Map<string, number>();
  /** Frames that passed so far. */
  frames = 0;
  readonly #names: ReadonlyMap<string, string>;
  readonly #joined = new PassThrough();
  /** Called back once there is room for more. */
  readonly #waiting = new Set<() => void>();
  /** The new names in the order in which they were described, which is how blocks speak of interfaces. */
  readonly #described: string[] = [];
  #hasBegun = false;
  #named: () => void = () => {};
  #counted: () => void = () => {};

  constructor(names: ReadonlyMap<string, string>, sources: readonly Readable[]) {
    this.#names = names;
    this.output = this.#joined;
    this.#joined.on("drain", () => this.#goOn());
    this.allNamed = new Promise((resolve) => {
      this.#named = resolve;
    });
    this.allCounted = new Promise((resolve) => {
      this.#counted = resolve;
    });
    let open = sources.length;
    const ended = () => {
      open -= 1;
      if (open === 0) this.#joined.end();
    };
    for (const source of sources) source.pipe(this.#part(ended));
  }

  /** Whether all that was read is passed on. */
  get hasRoom(): boolean {
    return this.#waiting.size === 0;
  }

  /** Passes on nothing more; what is still read is for the losses alone. */
  end(): void {
    this.#joined.end();
    this.#goOn();
  }

  #goOn(): void {
    const waiting = [...this.#waiting];
    // First: whoever goes on may have its next chunk written at once, and wait again by the same function.
    this.#waiting.clear();
    for (const goOn of waiting) goOn();
  }

  /** Takes one of the streams. Where it is cut off in the middle of a block, as by the lab's death, no reader could use that. */
  #part(ended: () => void): Writable {
    const numbers: number[] = [];
    let pending: Buffer = Buffer.alloc(0);
    return new Writable({
      write: (chunk: Buffer, _, done) => {
        pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
        const whole: Buffer[] = [];
        let from = 0;
        while (pending.length - from >= 12) {
          const length = pending.readUInt32LE(from + 4);
          if (pending.length - from < length) break;
          whole.push(this.#passed(pending.subarray(from, from + length), numbers));
          from += length;
        }
        pending = pending.subarray(from);
        if (this.#described.length >= this.#names.size) this.#named();
        if (this.losses.size >= this.#names.size) this.#counted();
        if (this.#joined.writableEnded || this.#joined.write(Buffer.concat(whole))) done();
        else this.#waiting.add(done);
      },
      final: (done) => {
        ended();
        done();
      },
    });
  }

  /** `numbers`: what the interfaces of its stream are in the joined one. */
  #passed(block: Buffer, numbers: number[]): Buffer {
    const type = block.readUInt32LE(0);
    if (type === BLOCK.section) {
      const isFirst = !this.#hasBegun;
      this.#hasBegun = true;
      return isFirst ? block : Buffer.alloc(0);
    }
    if (type === BLOCK.interface) {
      const { described, name } = renamed(block, this.#names);
      numbers.push(this.#described.length);
      this.#described.push(name);
      return described;
    }
    if (type !== BLOCK.packet && type !== BLOCK.statistics) return block;
    const number = numbers[block.readUInt32LE(8)] ?? 0;
    // In place: nobody else has what was read.
    block.writeUInt32LE(number, 8);
    if (type === BLOCK.packet) this.frames += 1;
    else this.losses.set(this.#described[number] ?? "", lostIn(block));
    return block;
  }
}

/** An interface description with its name replaced, where the map has another one for it. */
function renamed(block: Buffer, names: ReadonlyMap<string, string>): { described: Buffer; name: string } {
  let name = "";
  const options = [...optionsOf(block, 16)].map(({ code, value }) => {
    if (code !== OPTION.interfaceName) return option(code, value);
    name = names.get(value.toString()) ?? value.toString();
    return option(code, Buffer.from(name));
  });
  const body = Buffer.concat([block.subarray(8, 16), ...options, option(OPTION.end, Buffer.alloc(0))]);
  return { described: blockOf(BLOCK.interface, body), name };
}

/** The frames that an interface's statistics count as lost. */
function lostIn(block: Buffer): number {
  const dropped = [...optionsOf(block, 20)].find(({ code }) => code === OPTION.dropped);
  return dropped === undefined ? 0 : Number(dropped.value.readBigUInt64LE());
}
