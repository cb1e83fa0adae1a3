import { BLOCK, blockOf, blocksOf, OPTION, option, optionsOf } from "../../engines/nodes/pcapng-block.ts";
import type { Trace } from "../../trace/trace.ts";
import type { TraceReport } from "../../trace/trace-report.ts";
import { frameStories } from "./frame-stories.ts";

/**
 * The frames of the traces, in order of time, with each one's story as its comment: `frame.comment contains "edge1"`. The
 * lab as it is broken is a section of its own. Interfaces are called `NODE:INTERFACE`, as all capture points are merged.
 */
export function tracePcapng({ trace, breaks }: TraceReport, captures: readonly Buffer[]): Buffer {
  const told = [
    { trace, head: "" },
    ...breaks.map((broken) => ({ trace: broken.trace, head: `with ${broken.change}: ` })),
  ];
  return Buffer.concat(
    told.flatMap(({ trace: one, head }, index) => section(one, head, captures[index] ?? Buffer.alloc(0))),
  );
}

/** A section of its own begins with its header and its interfaces, which are kept in their order, as frames name them by number. */
function section(trace: Trace, head: string, capture: Buffer): Buffer[] {
  const begin: Buffer[] = [];
  const frames: Buffer[] = [];
  for (const { type, block } of blocksOf(capture)) {
    if (type === BLOCK.section || type === BLOCK.interface) begin.push(block);
    if (type === BLOCK.packet) frames.push(block);
  }
  const stories = frameStories(trace).flatMap(({ captured, text }) => {
    // Frames are numbered from 1.
    const frame = frames[captured - 1];
    return frame === undefined ? [] : [commented(frame, `${head}${text}`)];
  });
  return [...begin, ...stories];
}

/** A packet's block before its options: interface, time, two lengths, and the frame filled up to four bytes. */
const FIXED = 28;

function commented(block: Buffer, comment: string): Buffer {
  const options = FIXED + Math.ceil(block.readUInt32LE(20) / 4) * 4;
  const kept = [...optionsOf(block, options)].map(({ code, value }) => option(code, value));
  return blockOf(
    BLOCK.packet,
    Buffer.concat([
      block.subarray(8, options),
      option(OPTION.comment, Buffer.from(comment)),
      ...kept,
      option(OPTION.end, Buffer.alloc(0)),
    ]),
  );
}
