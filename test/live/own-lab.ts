import test from "ava";
import type { Engine, NodeKernelChoice, RunningLab } from "../../scripts/engines/engine.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { asRoot } from "./as-root.ts";
import { type Ledger, NOTHING, workplace } from "./engine-ledger.ts";

/** One lab that all live tests of a file work on, in a workplace of its own. */
export interface OwnLab {
  readonly engine: Engine;
  up(plan: Plan, nodeKernel?: NodeKernelChoice): Promise<RunningLab>;
  /** Declares the last test: the lab goes, and nothing is left of it on the machine. */
  leavesNothing(): void;
}

/** Whatever becomes of the tests, the lab of this name is taken down after them. */
export function ownLab(name: string): OwnLab {
  const place = workplace();
  const { engine } = place;
  let empty: Ledger = NOTHING;
  test.before(async () => {
    empty = await place.ledger();
  });
  test.after.always(async () => {
    await engine.down(name);
    place.clear();
  });
  return {
    engine,
    up: (plan, nodeKernel = "auto") =>
      engine.up({
        plan,
        source: "/lab.yaml",
        nodeKernel,
        progress: () => {},
        signal: new AbortController().signal,
      }),
    leavesNothing: () =>
      asRoot("nothing of the lab is left on the machine", async (t) => {
        await engine.down(name);
        t.deepEqual(await place.leftovers(empty), NOTHING);
      }),
  };
}
