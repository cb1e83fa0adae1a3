import type { Step } from "../../stacks/diff/step.ts";
import type { Fault } from "../../stacks/lab/schema/fault.ts";
import type { Send } from "../../stacks/lab/schema/send.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import type { Evidence, Judgement } from "../checks/check.ts";
import type { Engine, RunningLab } from "../engines/engine.ts";
import type { Company } from "../gate/gate.ts";
import type { Need, Observation } from "../observe/observation.ts";
import type { Question } from "./questions.ts";

/** One run of traffic, and what is to be seen of it. */
export interface TrafficRequest {
  readonly lab: RunningLab;
  readonly sends: readonly Send[];
  readonly timeline: readonly Fault[];
  /** The plan as a fault leaves it; undefined where it leaves the plan as it is. */
  readonly planAfter: (fault: Fault) => Plan | undefined;
  readonly needs: readonly Need[];
  /** Beside what it may run. */
  readonly company: Company;
  /** What it is for, as the name of a file. */
  readonly name: string;
  readonly signal: AbortSignal;
  /** Told where others must be waited for. */
  readonly onWait: () => void;
}

/** What the test's loop works with; the loop itself knows the order of things and nothing else. */
export interface Means {
  readonly engine: Engine;
  observe(request: TrafficRequest): Promise<Observation>;
  /** Puts back what faults left changed. */
  putBack(faults: Observation["faults"], lab: RunningLab, signal: AbortSignal): Promise<void>;
  /** Ends what waits in the lab for the next traffic. */
  release(lab: RunningLab): void;
  companyOf(question: Question): Company;
  needsOf(question: Question, running: Plan): readonly Need[];
  judge(question: Question, evidence: Evidence): Judgement;
  diff(now: Plan, wanted: Plan): readonly Step[];
  /** The steps that bring a running lab back to its plan, by what its nodes say of themselves. */
  drift(lab: RunningLab): Promise<readonly Step[]>;
}
