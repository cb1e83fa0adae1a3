import { BLOCK, blocksOf, OPTION, optionsOf } from "./pcapng-block.ts";

/** A frame of a capture. */
export interface CapturedFrame {
  /** The name of the interface at which it was captured. */
  readonly interface: string;
  /** Milliseconds since the epoch, with fractions. */
  readonly atMs: number;
  /** From the first byte of the Ethernet header on. */
  readonly frame: Buffer;
}

/** The frames of a little-endian pcapng text of one section, in their order: the first one is number 1 for a dissector. */
export function* packetsIn(bytes: Buffer): Generator<CapturedFrame> {
  const interfaces: { name: string; ticksPerMs: number }[] = [];
  for (const { type, block } of blocksOf(bytes)) {
    if (type === BLOCK.interface) interfaces.push(describedBy(block));
    if (type !== BLOCK.packet) continue;
    const { name, ticksPerMs } = interfaces[block.readUInt32LE(8)] ?? { name: "", ticksPerMs: 1_000 };
    const ticks = block.readUInt32LE(12) * 2 ** 32 + block.readUInt32LE(16);
    const length = block.readUInt32LE(20);
    yield { interface: name, atMs: ticks / ticksPerMs, frame: block.subarray(28, 28 + length) };
  }
}

/** Without an option that says otherwise times are in microseconds; with one they are in powers of ten or of two. */
function describedBy(block: Buffer): { name: string; ticksPerMs: number } {
  const options = [...optionsOf(block, 16)];
  const value = (wanted: number) => options.find(({ code }) => code === wanted)?.value;
  const resolution = value(OPTION.timeResolution)?.readUInt8() ?? 6;
  const perSecond = resolution < 128 ? 10 ** resolution : 2 ** (resolution - 128);
  return { name: String(value(OPTION.interfaceName) ?? ""), ticksPerMs: perSecond / 1000 };
}
