import type { LabResult } from "../report/result.ts";
import type { LabFile } from "./lab-file.ts";
import type { RunContext } from "./measure.ts";
import { type TestedLab, type TestOptions, testLab } from "./test-lab.ts";

export interface Tested {
  readonly labs: readonly LabResult[];
  /** The first fault of tierlab itself in one of them; the others went on. */
  readonly bug: unknown;
}

/** Proves several labs, at most `atOnce` of them side by side; one that goes wrong does not stop the others. */
export async function testLabs(
  files: readonly LabFile[],
  atOnce: number,
  optionsOf: (file: LabFile) => TestOptions,
  contextOf: (file: LabFile) => RunContext,
): Promise<Tested> {
  const tested: TestedLab[] = [];
  const waiting = [...files.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, file] = next;
      tested[index] = await testLab(file, optionsOf(file), contextOf(file));
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, worker));
  return {
    labs: tested.map(({ result }) => result),
    bug: tested.find(({ bug }) => bug !== undefined)?.bug,
  };
}
