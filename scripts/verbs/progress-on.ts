import { plainProgress } from "../report/plain-progress.ts";
import type { RunProgress } from "../run/progress.ts";
import { styleFor } from "../terminal/style.ts";

/** Shows what happens in labs: drawn over on a terminal, line by line in a pipe or in CI. */
export interface ProgressView {
  progressOf(lab: string): RunProgress;
  end(): void;
}

export async function progressOn(stream: NodeJS.WriteStream): Promise<ProgressView> {
  if (isLive(stream)) {
    // It takes some 40 ms to load, which nothing else does without.
    const { LiveView } = await import("../report/live-view.ts");
    return new LiveView(stream, styleFor(stream));
  }
  return {
    progressOf: (lab) => plainProgress(lab, (line) => void stream.write(`${line}\n`)),
    end: () => {},
  };
}

/** Whether lines can be drawn over: on a person's terminal, not in CI, where each would stay. */
export function isLive(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && process.env.CI === undefined && process.env.TERM !== "dumb";
}
