import type { NodeKernelChoice } from "../engines/engine.ts";
import type { LabFile } from "./lab-file.ts";
import type { Ledger } from "./ledger.ts";
import { locked } from "./locked.ts";
import type { RunContext } from "./measure.ts";
import { PhaseClock } from "./phases.ts";
import type { RunProgress } from "./progress.ts";
import { proveClaims } from "./prove-claims.ts";
import type { RoundsLeft } from "./rounds-left.ts";
import { Standing } from "./standing.ts";

/** What a copy takes part in. */
export interface SharedWork {
  readonly file: LabFile;
  readonly nodeKernel: NodeKernelChoice;
  readonly rounds: RoundsLeft;
  readonly ledger: Ledger;
  readonly context: RunContext;
}

/** No lab's own name has it, so that no copy is called as another lab. */
const COPY_MARK = "~";

/** Proves what is left of a lab on its `number`th copy, which is built for it and taken away again. */
export async function proveOnCopy(number: number, work: SharedWork): Promise<void> {
  const { file, nodeKernel, rounds, ledger } = work;
  const name = `${file.lab.lab}${COPY_MARK}${number}`;
  const context = { ...work.context, progress: onCopy(work.context.progress) };
  const { means, progress, signal } = context;
  const lock = { signal, onWait: () => {} };
  await locked(means.engine, name, lock, async () => {
    // Left by one that was killed.
    if ((await means.engine.find(name)) !== undefined) await means.engine.down(name);
    const standing = await Standing.of(file, { nodeKernel, clock: new PhaseClock(), name }, context);
    progress({ kind: "told", text: `a copy, ${name}, helps with what is left` });
    try {
      await proveClaims(rounds, { standing, file, ledger, context, enter: () => {} });
    } finally {
      means.release(standing.running);
      await means.engine.down(name);
    }
  });
}

/** What is found on a copy is told; what is being done is told of the lab itself alone. */
function onCopy(progress: RunProgress): RunProgress {
  return (event) => {
    if (event.kind === "claim" || event.kind === "break" || event.kind === "told") progress(event);
  };
}
