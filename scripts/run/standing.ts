import type { Step } from "../../stacks/diff/step.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import type { ApplyOptions, NodeKernelChoice, RunningLab } from "../engines/engine.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { stepInWords } from "../report/step-in-words.ts";
import type { LabFile } from "./lab-file.ts";
import type { RunContext } from "./measure.ts";
import type { PhaseClock } from "./phases.ts";
import { staleLab } from "./stale-lab.ts";

export interface StandingOptions {
  readonly nodeKernel: NodeKernelChoice;
  readonly clock: PhaseClock;
  /** Of a copy; without it the lab is called as its file says. */
  readonly name?: string;
}

/** The lab under test as it stands: an edit, a break and the way back are all `become`. */
export class Standing {
  readonly #file: LabFile;
  readonly #options: StandingOptions;
  readonly #context: RunContext;
  /** Whether the lab stood before the test began, and therefore stays. */
  readonly stoodBefore: boolean;
  #running: RunningLab;

  private constructor(
    file: LabFile,
    options: StandingOptions,
    context: RunContext,
    stood: RunningLab | undefined,
    running: RunningLab,
  ) {
    this.#file = file;
    this.#options = options;
    this.#context = context;
    this.stoodBefore = stood !== undefined;
    this.#running = running;
  }

  /** Builds the lab, or brings the one that runs to what its file says. */
  static async of(file: LabFile, options: StandingOptions, context: RunContext): Promise<Standing> {
    const stood = await context.means.engine.find(options.name ?? file.lab.lab);
    if (stood?.stale !== undefined) throw staleLab(stood);
    const running = stood ?? (await build(file, options, context));
    const standing = new Standing(file, options, context, stood, running);
    if (stood?.unfinished === true) await standing.rebuild(UNKNOWN, context.signal);
    else if (stood !== undefined) {
      const steps = await standing.become(file.plan, context.signal);
      if (steps > 0)
        context.progress({
          kind: "told",
          text: `ran with another plan: ${steps} steps to what the file says`,
        });
    }
    return standing;
  }

  get name(): string {
    return this.#options.name ?? this.#file.lab.lab;
  }

  get running(): RunningLab {
    return this.#running;
  }

  /** Applies the difference to the wanted plan and gives its number of steps. */
  async become(wanted: Plan, signal: AbortSignal): Promise<number> {
    const steps = this.#context.means.diff(this.#running.plan, wanted);
    if (steps.length > 0)
      await this.#apply(steps, wanted, { signal, poolMayLack: wanted !== this.#file.plan });
    return steps.length;
  }

  async #apply(
    steps: readonly Step[],
    wanted: Plan,
    options: Pick<ApplyOptions, "signal" | "poolMayLack">,
  ): Promise<void> {
    const { means, progress } = this.#context;
    try {
      this.#running = await means.engine.apply(this.#running, steps, wanted, {
        ...options,
        progress: ({ node, text }) =>
          progress({ kind: "detail", text: node === undefined ? text : `${node}: ${text}` }),
      });
    } catch (error) {
      // What was cut off midway is known by its record.
      this.#running = (await means.engine.find(this.name)) ?? { ...this.#running, unfinished: true };
      throw error;
    }
  }

  /**
   * Brings the lab back to what its file says, whatever happened to it; built anew where nothing less will do. Gives
   * what the difference alone did not bring back, by what the nodes say of themselves.
   */
  async restore(signal: AbortSignal): Promise<string[]> {
    const { means, progress } = this.#context;
    try {
      // A timeline that was cut off may have changed what runs.
      this.#running = (await means.engine.find(this.name)) ?? this.#running;
      if (!this.#running.unfinished) {
        // Also where there is nothing to change: a director that lost servers must have found all of them again.
        await this.#apply(means.diff(this.#running.plan, this.#file.plan), this.#file.plan, { signal });
        const residue = (await means.drift(this.#running)).map(stepInWords);
        if (residue.length > 0) await this.rebuild(UNKNOWN, signal);
        return residue;
      }
    } catch (error) {
      if (signal.aborted) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      const more = error instanceof ToldError ? error.help : null;
      progress({ kind: "told", text: `could not be restored: ${reason}`, more });
    }
    await this.rebuild(UNKNOWN, signal);
    return [];
  }

  /** Whether it is tierlab's to take away. */
  get canBeRebuilt(): boolean {
    return this.#running.foreign !== true;
  }

  /** The way back when a lab is in no known state any more: its own engine makes it from nothing. */
  async rebuild(why: string, signal: AbortSignal): Promise<void> {
    if (!this.canBeRebuilt)
      throw new ToldError(`${why}: lab ${this.name} was deployed by another tool, which must do it again`, {
        exitCode: EXIT.cannotRunHere,
        help: "destroy and deploy it anew, as by `cdktf destroy` and `cdktf deploy`",
      });
    this.#context.progress({ kind: "told", text: `${why}: the lab is built anew` });
    const { engine } = this.#running;
    await this.#context.means.engine.down(this.name);
    this.#running = await build(this.#file, this.#options, { ...this.#context, signal }, engine);
  }
}

const UNKNOWN = "in no known state";

async function build(
  file: LabFile,
  { nodeKernel, clock, name }: StandingOptions,
  { means, progress, signal }: RunContext,
  engine?: string,
): Promise<RunningLab> {
  clock.enter("prepare");
  progress({ kind: "phase", phase: "prepare" });
  return means.engine.up({
    plan: file.plan,
    source: file.path,
    ...(name === undefined ? {} : { name }),
    ...(engine === undefined ? {} : { engine }),
    nodeKernel,
    onLease: true,
    signal,
    progress: ({ phase, node, text }) => {
      if (phase !== "steps" && clock.reach(phase)) progress({ kind: "phase", phase });
      if (node === undefined) progress({ kind: "doing", text });
      else progress({ kind: "node", node, text });
    },
  });
}
