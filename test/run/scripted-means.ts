import { isDeepStrictEqual } from "node:util";
import type { Judgement } from "../../scripts/checks/check.ts";
import type { Engine, RunningLab } from "../../scripts/engines/engine.ts";
import { putBack } from "../../scripts/faults/put-back.ts";
import type { FaultRecord, Observation } from "../../scripts/observe/observation.ts";
import type { Means, TrafficRequest } from "../../scripts/run/means.ts";
import type { Question } from "../../scripts/run/questions.ts";
import type { Step } from "../../stacks/diff/step.ts";
import type { Plan } from "../../stacks/plan/plan.ts";

export interface Script {
  /** Labs that stand before the run. */
  readonly standing?: readonly RunningLab[];
  /** What the judge finds, by the question and the plan that runs. */
  readonly judge?: (question: Question, running: Plan) => Judgement["outcome"];
  /** Called before each act, with its words; what it throws is what the act rejects with. */
  readonly before?: (act: string) => void;
  /** What the nodes of a restored lab say that is not as planned. */
  readonly drift?: readonly Step[];
  /** The faults that an observation tells of. */
  readonly faults?: readonly FaultRecord[];
}

export interface Scripted {
  readonly means: Means;
  /** Everything that was done, in order. */
  readonly acts: string[];
  readonly labs: Map<string, RunningLab>;
  /** What was applied, and whether directors might then lack servers. */
  readonly applied: { readonly plan: string; readonly poolMayLack: boolean }[];
}

/** Means that build nothing and send nothing: they write down what the loop asks for, and answer by the script. */
export function scriptedMeans(script: Script = {}): Scripted {
  const acts: string[] = [];
  const applied: Scripted["applied"] = [];
  const labs = new Map((script.standing ?? []).map((lab) => [lab.name, lab]));
  const act = (words: string) => {
    acts.push(words);
    script.before?.(words);
  };
  const engine: Partial<Engine> = {
    name: "scripted",
    find: async (name) => labs.get(name),
    up: async ({ plan, source, engine, name = plan.lab }) => {
      act(`up ${name}${engine === undefined || engine === "scripted" ? "" : ` by ${engine}`}`);
      const lab = { ...runningLab(plan, source), name };
      labs.set(name, lab);
      return lab;
    },
    apply: async (lab, steps, wanted, { poolMayLack = false }) => {
      applied.push({ plan: namePlan(wanted), poolMayLack });
      labs.set(lab.name, { ...lab, unfinished: true });
      act(`apply ${namePlan(wanted)}${steps.some(isAnew) ? " with a node anew" : ""}`);
      const changed = { ...lab, plan: wanted };
      labs.set(lab.name, changed);
      return changed;
    },
    keep: async (name) => act(`keep ${name}`),
    down: async (name) => {
      act(`down ${name}`);
      labs.delete(name);
    },
    withLock: async (name, work) => {
      act(`lock ${name}`);
      return await work();
    },
  };
  const means: Means = {
    engine: engine as Engine,
    diff: (now, wanted) =>
      isDeepStrictEqual(now, wanted) ? [] : [{ do: "restart-daemon", node: "web1", daemon: "nginx" }],
    putBack: (faults, lab, signal) => putBack(faults, lab, engine as Engine, signal),
    release: () => {},
    drift: async () => script.drift ?? [],
    companyOf: () => "beside",
    needsOf: () => [],
    judge: ({ check, ...question }, { running }) =>
      judgement(script.judge?.({ check, ...question }, running) ?? "holds", check),
    observe: async (request) => {
      act(`observe ${request.name} on ${namePlan(request.lab.plan)}`);
      return observation(request, script.faults ?? []);
    },
  };
  return { means, acts, labs, applied };
}

function isAnew(step: Step): boolean {
  return step.do === "create-node";
}

export function runningLab(plan: Plan, source = "/labs/sample.yaml"): RunningLab {
  return {
    name: plan.lab,
    engine: "scripted",
    source,
    plan,
    nodeKernels: {},
    since: 0,
    unfinished: false,
    bounded: [],
  };
}

/** A plan by what tells it from others in these tests: the scheduler of its service and the number of its web servers. */
export function namePlan(plan: Plan): string {
  const webs = plan.nodes.filter((node) => node.tier === "web").length;
  return `${plan.services[0]?.scheduler ?? "no service"}/${webs}`;
}

function judgement(outcome: Judgement["outcome"], check: string): Judgement {
  return {
    outcome,
    expected: "what is expected",
    observed: "what is observed",
    figure: "1 of 1",
    sentence: `${check} ${outcome}.`,
    look: null,
  };
}

function observation(request: TrafficRequest, faults: readonly FaultRecord[]): Observation {
  return {
    requests: [],
    faults: request.timeline.length === 0 ? [] : faults,
    packets: [],
    captureFile: null,
    ipvs: [],
    arp: [],
    serverLog: [],
    floods: [],
    halfOpen: [],
    syns: [],
    drops: [],
    cpu: [],
    flows: [],
    latenessMs: 0,
  };
}
