import type { LabResult } from "../report/result.ts";
import type { LabFile } from "./lab-file.ts";
import { longestFirst } from "./longest-first.ts";
import type { RunContext } from "./measure.ts";
import { type TestedLab, type TestOptions, testLab } from "./test-lab.ts";

export interface Tested {
  readonly labs: readonly LabResult[];
  /** The first fault of tierlab itself in one of them; the others went on. */
  readonly bug: unknown;
}

/**
 * Proves several labs, at most `atOnce` of them side by side and the longest first; one that goes wrong does not stop the others. `onResult`
 * is told of each as soon as it is done, so that what was found outlives a run that is killed later.
 */
export async function testLabs(
  files: readonly LabFile[],
  atOnce: number,
  optionsOf: (file: LabFile) => TestOptions,
  contextOf: (file: LabFile) => RunContext,
  onResult: (file: LabFile, result: LabResult) => void,
): Promise<Tested> {
  const found = new Map<LabFile, TestedLab>();
  const waiting = longestFirst(files);
  const worker = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const one = await testLab(file, optionsOf(file), contextOf(file));
      found.set(file, one);
      onResult(file, one.result);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, worker));
  const tested = files.flatMap((file) => found.get(file) ?? []);
  return {
    labs: tested.map(({ result }) => result),
    bug: tested.find(({ bug }) => bug !== undefined)?.bug,
  };
}
