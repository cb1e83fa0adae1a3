import { ToldError } from "../errors.ts";
import type { BreakCase, BreakGroup } from "./break-cases.ts";
import type { LabFile } from "./lab-file.ts";
import { breakInWords } from "./ledger.ts";
import type { Measured, PlanAfter, RunContext } from "./measure.ts";
import { measureAll } from "./measure-all.ts";
import type { Question } from "./questions.ts";
import type { Standing } from "./standing.ts";

/** What was found while a cause was away, and right after it was put back. */
export interface BrokenFindings {
  /** How many steps the change came to on the running lab. */
  readonly steps: number;
  readonly results: Measured["results"];
  readonly traffic: Measured["traffic"];
  /** Why it could not be carried out. */
  readonly trouble: ToldError | null;
  /** What the nodes say of themselves that is not as planned, once the lab was restored. */
  readonly residue: readonly string[];
}

/** Takes a cause away, measures what its breaks ask for, and puts it back, also where something went wrong. */
export async function takeAway(
  standing: Standing,
  { plan, cases }: BreakGroup,
  file: LabFile,
  context: RunContext,
): Promise<BrokenFindings> {
  const [first] = cases;
  const change = first === undefined ? "nothing" : breakInWords(first.labBreak);
  let steps = 0;
  let measured: Pick<Measured, "results" | "traffic"> = { results: new Map(), traffic: new Map() };
  let trouble: ToldError | null = null;
  try {
    context.progress({ kind: "doing", text: `break: ${change}` });
    steps = await standing.become(plan, context.signal);
    measured = await measureStruck(standing, cases, planAfterIn(cases, file), context);
  } catch (error) {
    // A machine that cannot do this break is one thing; a lab that went wrong under it is told as well.
    if (!(error instanceof ToldError) || context.signal.aborted) throw error;
    trouble = error;
  }
  context.progress({ kind: "doing", text: `restore after: ${change}` });
  const residue = await standing.restore(context.signal);
  return { steps, ...measured, trouble, residue };
}

/** The plans that faults come to, each as its own break has changed the lab before. */
function planAfterIn(cases: readonly BreakCase[], file: LabFile): PlanAfter {
  return (fault) => {
    const own = cases.find(({ test, labBreak }) => (labBreak.timeline ?? test.timeline).includes(fault));
    return own && file.planAfter(fault, own.labBreak);
  };
}

/** Measures the cases' questions while the faults of their breaks strike, where these have some of their own. */
async function measureStruck(
  standing: Standing,
  cases: readonly BreakCase[],
  planAfter: PlanAfter,
  context: RunContext,
): Promise<Pick<Measured, "results" | "traffic">> {
  const asked = cases.flatMap(({ test, labBreak: { timeline }, named, seen }) => {
    const struck = timeline === undefined ? test : { ...test, timeline };
    return [...named, ...seen].map((question) => ({ question, put: { ...question, test: struck } }));
  });
  const measured = await measureAll(
    standing,
    asked.map(({ put }) => put),
    planAfter,
    context,
  );
  const ofAsked = <T>(found: ReadonlyMap<Question, T>) =>
    new Map(
      asked.flatMap(({ question, put }) => {
        const one = found.get(put);
        return one === undefined ? [] : [[question, one] as const];
      }),
    );
  return { results: ofAsked(measured.results), traffic: ofAsked(measured.traffic) };
}
