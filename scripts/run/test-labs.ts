import type { LabResult } from "../report/result.ts";
import type { LabFile } from "./lab-file.ts";
import type { RunContext } from "./measure.ts";
import { type TestOptions, testLab } from "./test-lab.ts";

export interface Tested {
  readonly labs: readonly LabResult[];
  /** A fault of tierlab itself in one of them; the others went on. */
  readonly bug: unknown;
}

/** Proves several labs, at most `atOnce` of them side by side; one that goes wrong does not stop the others. */
export async function testLabs(
  files: readonly LabFile[],
  atOnce: number,
  optionsOf: (file: LabFile) => TestOptions,
  contextOf: (file: LabFile) => RunContext,
): Promise<Tested> {
  const results: LabResult[] = [];
  const bugs: unknown[] = [];
  const waiting = [...files.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, file] = next;
      try {
        results[index] = await testLab(file, optionsOf(file), contextOf(file));
      } catch (error) {
        bugs.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, worker));
  // Where a bug left a hole, the others close up.
  return { labs: results.filter((result) => result !== undefined), bug: bugs[0] };
}
