import { existsSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { describePicture } from "../../stacks/emit/graph/describe-picture.ts";
import type { Test } from "../../stacks/lab/schema/test.ts";
import type { NodeKernelChoice } from "../engines/engine.ts";
import { NotHereError, ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import type { LabResult, Verdict } from "../report/result.ts";
import { worst } from "../report/verdict.ts";
import type { LabFile } from "./lab-file.ts";
import { Ledger } from "./ledger.ts";
import { locked } from "./locked.ts";
import type { RunContext } from "./measure.ts";
import { type Phase, PhaseClock } from "./phases.ts";
import type { RunProgress } from "./progress.ts";
import { proveClaims } from "./prove-claims.ts";
import { proveOnCopy } from "./prove-on-copy.ts";
import type { Question } from "./questions.ts";
import { roundsOf } from "./rounds.ts";
import { RoundsLeft } from "./rounds-left.ts";
import { Standing } from "./standing.ts";

export interface TestOptions {
  /** Ids of the tests to run; all where empty. */
  readonly only: readonly string[];
  readonly breaks: boolean;
  /** Whether a lab that the test brought up stays. */
  readonly keep: boolean;
  readonly nodeKernel: NodeKernelChoice;
  /** What was spent before, in milliseconds. */
  readonly spent: readonly (readonly [Phase, number])[];
}

/** How long a lab may take to get back to its plan after the run was interrupted, milliseconds. */
const CLEAN_UP_MS = 60_000;

export interface TestedLab {
  readonly result: LabResult;
  /** What was thrown where tierlab itself is at fault; the result says what was found until then. */
  readonly bug: unknown;
  /** Whether this machine lacks what the lab would run on; anything else that kept it from being proven went wrong. */
  readonly notHere: boolean;
}

/** Proves one lab: brings it up, tests it, breaks it, takes it down. */
export async function testLab(file: LabFile, options: TestOptions, context: RunContext): Promise<TestedLab> {
  return new LabTest(file, options, context).run();
}

/** The test of one lab. While it goes on, free hands may help, each with a copy of the lab that it takes away again. */
export class LabTest {
  readonly #run: LabRun;
  readonly #notes: string[] = [];
  /** Resolves once it is known what there is to help with. */
  readonly begun: Promise<void>;
  #begin: () => void = () => {};
  #hasBegun = false;
  #mayBeCopied = false;
  #copies = 0;
  /** What was thrown on a copy where tierlab itself is at fault. */
  #bugOnCopy: unknown;

  constructor(file: LabFile, options: TestOptions, context: RunContext) {
    const tests = file.lab.tests.filter(
      (test) => options.only.length === 0 || options.only.includes(test.id),
    );
    const clock = new PhaseClock();
    for (const [phase, ms] of options.spent) clock.add(phase, ms);
    this.#run = {
      file,
      tests,
      ledger: new Ledger(),
      options,
      clock,
      context: { ...context, progress: noting(context.progress, this.#notes) },
      rounds: new RoundsLeft(),
      helpers: new Set(),
    };
    this.begun = new Promise((resolve) => {
      this.#begin = () => {
        this.#hasBegun = true;
        resolve();
      };
    });
  }

  async run(): Promise<TestedLab> {
    const startedAt = Date.now();
    const { file, tests, context } = this.#run;
    context.progress({ kind: "claims", ids: tests.map((test) => test.id) });
    const onWait = () => context.progress({ kind: "doing", text: "waiting for another verb on this lab" });
    const lock = { signal: context.signal, onWait };
    const outcome = await locked(context.means.engine, file.lab.lab, lock, () => this.#prove()).catch(
      (error: unknown): Outcome => ({ standing: null, stands: false, trouble: troubleOf(error, context) }),
    );
    this.#begin();
    const result = { ...resultOf(this.#run, outcome, startedAt), notes: this.#notes };
    context.progress({ kind: "end", verdict: result.verdict });
    return {
      result,
      bug: outcome.trouble?.bug ?? this.#bugOnCopy,
      notHere: outcome.trouble?.notHere ?? false,
    };
  }

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** How many prove it: its own hand, and those that help. */
  get hands(): number {
    return 1 + this.#run.helpers.size;
  }

  /** How long what nobody has begun, and a copy may do, is about to take one hand, roughly, in milliseconds. */
  get leftMs(): number {
    return this.#mayBeCopied ? this.#run.rounds.ms(this.#run.file.plan.nodes.length) : 0;
  }

  /** Proves what nobody has begun, on a copy of the lab. What goes wrong with the copy is left to the lab itself. */
  async help(): Promise<void> {
    const { file, ledger, options, rounds, helpers, context } = this.#run;
    this.#copies += 1;
    const work = { file, nodeKernel: options.nodeKernel, rounds, ledger, context };
    const helping: Promise<void> = proveOnCopy(this.#copies, work)
      .catch((error: unknown) => {
        this.#mayBeCopied = false;
        if (!(error instanceof ToldError || context.signal.aborted)) this.#bugOnCopy ??= error;
        if (context.signal.aborted) return;
        const reason = error instanceof Error ? error.message : String(error);
        const text = `what its copy could not prove is left to the lab: ${reason}`;
        context.progress({ kind: "told", text, more: error instanceof ToldError ? error.help : null });
      })
      .finally(() => helpers.delete(helping));
    helpers.add(helping);
    await helping;
  }

  async #prove(): Promise<Outcome> {
    const run = this.#run;
    const { file, tests, ledger, options, clock, context, rounds, helpers } = run;
    const standing = await Standing.of(file, { nodeKernel: options.nodeKernel, clock }, context);
    let failure: unknown = null;
    try {
      const proof = { standing, file, ledger, context, enter: (phase: Phase) => enter(phase, run) };
      const isTimed = (question: Question) => context.means.companyOf(question) !== "beside";
      for (const round of roundsOf(tests, file, { withBreaks: options.breaks, isTimed })) rounds.add(round);
      // What a person has brought up is looked at by that person.
      this.#mayBeCopied = !standing.stoodBefore;
      this.#begin();
      await proveClaims(rounds, proof);
      while (helpers.size > 0) {
        context.progress({ kind: "doing", text: "waiting for what is proven on its copy" });
        await Promise.race(helpers);
        await proveClaims(rounds, proof);
      }
    } catch (error) {
      failure = error;
      rounds.clear();
      await Promise.all(helpers);
    }
    const stands = await leave(standing, failure !== null, run);
    clock.leave();
    return { standing, stands, trouble: failure === null ? null : troubleOf(failure, context) };
  }
}

/** The same progress, and what is told in it goes into the result as well. */
function noting(progress: RunProgress, notes: string[]): RunProgress {
  return (event) => {
    if (event.kind === "told") notes.push(event.more ? `${event.text}; ${event.more}` : event.text);
    progress(event);
  };
}

interface LabRun {
  readonly file: LabFile;
  readonly tests: readonly Test[];
  readonly ledger: Ledger;
  readonly options: TestOptions;
  readonly clock: PhaseClock;
  readonly context: RunContext;
  readonly rounds: RoundsLeft;
  /** Each resolves once its hand is free again. */
  readonly helpers: Set<Promise<void>>;
}

interface Outcome {
  readonly standing: Standing | null;
  /** Whether the lab still stands. */
  readonly stands: boolean;
  readonly trouble: Trouble | null;
}

/** What kept a lab from being proven. */
interface Trouble {
  readonly message: string;
  readonly verdict: Verdict;
  /** Undefined unless tierlab itself is at fault. */
  readonly bug: unknown;
  readonly notHere: boolean;
}

/** A lab that stood before stays, as its file says; one that the test began goes, unless it is to be kept. */
async function leave(standing: Standing, failed: boolean, run: LabRun): Promise<boolean> {
  const { file, options, context } = run;
  const interrupted = context.signal.aborted;
  context.means.release(standing.running);
  if (!standing.stoodBefore && (interrupted || !options.keep)) {
    enter("down", run);
    await context.means.engine.down(file.lab.lab);
    return false;
  }
  if (interrupted || failed || !isDeepStrictEqual(standing.running.plan, file.plan)) {
    context.progress({ kind: "doing", text: "back to what its file says" });
    await standing.restore(AbortSignal.timeout(CLEAN_UP_MS));
  }
  await context.means.engine.keep(file.lab.lab);
  return true;
}

function enter(phase: Phase, { clock, context }: LabRun): void {
  clock.enter(phase);
  context.progress({ kind: "phase", phase });
}

function troubleOf(error: unknown, { signal }: RunContext): Trouble {
  if (signal.aborted) return { message: "interrupted", verdict: "skipped", bug: undefined, notHere: false };
  if (error instanceof ToldError) {
    const verdict = error.exitCode === EXIT.cannotRunHere ? "skipped" : "failed";
    const message = error.help === null ? error.message : `${error.message}; ${error.help}`;
    return { message, verdict, bug: undefined, notHere: error instanceof NotHereError };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { message: `a fault of tierlab: ${message}`, verdict: "failed", bug: error, notHere: false };
}

function resultOf(
  run: LabRun,
  { standing, stands, trouble }: Outcome,
  startedAt: number,
): Omit<LabResult, "notes"> {
  const { file, ledger, options, clock, context } = run;
  const reason = trouble?.message ?? "its check does not hold in the lab as written";
  const tests = ledger
    .results(run.tests, file, { breaks: options.breaks, reason })
    // Packets that lay with the lab went with it.
    .map((test) => ({ ...test, captureFile: existsSync(test.captureFile ?? "") ? test.captureFile : null }));
  return {
    lab: file.lab.lab,
    source: file.shownPath,
    engine: standing?.running.engine ?? context.means.engine.name,
    nodeKernels: standing?.running.nodeKernels ?? {},
    picture: describePicture(file.plan),
    verdict: worst([...(trouble === null ? [] : [trouble.verdict]), ...tests.map((test) => test.verdict)]),
    tests,
    phases: clock.spent(),
    startedAt,
    stands,
    error: trouble?.message ?? null,
  };
}
