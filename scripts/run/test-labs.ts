import type { LabResult } from "../report/result.ts";
import type { LabFile } from "./lab-file.ts";
import { longestFirst, weightOf } from "./longest-first.ts";
import type { RunContext } from "./measure.ts";
import { LabTest, type TestedLab, type TestOptions } from "./test-lab.ts";

export interface Tested {
  readonly labs: readonly LabResult[];
  /** The first fault of tierlab itself in one of them; the others went on. */
  readonly bug: unknown;
}

/** How much is done side by side. */
export interface SideBySide {
  /** How many labs stand at most, copies among them. */
  readonly labs: number;
  /** How many of them are the same lab; 1: no copies are made. */
  readonly ofOneLab: number;
}

/**
 * Proves several labs side by side, the longest first; one that goes wrong does not stop the others. A free hand helps with
 * what is left of a lab where that is more than the next one. `onResult` is told of each as soon as it is done, so that what
 * was found outlives a run that is killed later.
 */
export async function testLabs(
  files: readonly LabFile[],
  sideBySide: SideBySide,
  optionsOf: (file: LabFile) => TestOptions,
  contextOf: (file: LabFile) => RunContext,
  onResult: (file: LabFile, result: LabResult) => void,
): Promise<Tested> {
  const found = new Map<LabFile, TestedLab>();
  const waiting = longestFirst(files);
  const tested = new Set<LabTest>();
  const proveOne = async (file: LabFile) => {
    const test = new LabTest(file, optionsOf(file), contextOf(file));
    tested.add(test);
    const one = await test.run();
    tested.delete(test);
    found.set(file, one);
    onResult(file, one.result);
  };
  const worker = async () => {
    for (;;) {
      const [next] = waiting;
      const helped = mostLeft(tested, sideBySide.ofOneLab);
      if (helped !== undefined && shareMs(helped) > (next === undefined ? 0 : weightOf(next)))
        await helped.help();
      else if (next !== undefined) {
        waiting.shift();
        await proveOne(next);
      } else if (sideBySide.ofOneLab > 1 && [...tested].some(isComing))
        await Promise.race([...tested].filter(isComing).map(({ begun }) => begun));
      else return;
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, sideBySide.labs) }, worker));
  const inOrder = files.flatMap((file) => found.get(file) ?? []);
  return {
    labs: inOrder.map(({ result }) => result),
    bug: inOrder.find(({ bug }) => bug !== undefined)?.bug,
  };
}

/** Less than this, milliseconds, a copy does not save: it must be built and taken away. */
const WORTH_A_COPY_MS = 15_000;

/** The lab that needs another hand most, if there is one that is worth a copy. */
function mostLeft(tested: ReadonlySet<LabTest>, ofOneLab: number): LabTest | undefined {
  return [...tested]
    .filter((test) => test.hands < ofOneLab && shareMs(test) >= WORTH_A_COPY_MS)
    .sort((a, b) => shareMs(b) - shareMs(a))[0];
}

/** What each of its hands would have left to do if one more helped, milliseconds. */
function shareMs({ leftMs, hands }: LabTest): number {
  return leftMs / (hands + 1);
}

/** Whether it is not known yet what there is to help with. */
function isComing({ hasBegun }: LabTest): boolean {
  return !hasBegun;
}
