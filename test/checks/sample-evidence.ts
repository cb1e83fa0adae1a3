import type { Evidence } from "../../scripts/checks/check.ts";
import type { Observation, RequestRecord } from "../../scripts/observe/observation.ts";
import { test as testSchema } from "../../stacks/lab/schema/test.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { samplePlan } from "../observe/sample-plan.ts";

/** What a judge is given, where only a part of it matters. */
export function evidence(
  seen: Partial<Observation>,
  plans: { expectedOf?: Plan; running?: Plan } = {},
): Evidence {
  const plan = samplePlan();
  return {
    expectedOf: plans.expectedOf ?? plan,
    running: plans.running ?? plan,
    test: testSchema.parse({
      id: "sample",
      claim: "what is to be proven",
      send: { probe: "shop", from: "client1", every: "20ms", for: "6s" },
      expect: {},
    }),
    seen: {
      requests: [],
      faults: [],
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
      latenessMs: 1,
      ...seen,
    },
  };
}

/** A request that web1 served, but for what is given. */
export function request(given: Partial<RequestRecord> = {}): RequestRecord {
  const startedAt = given.startedAt ?? 1_000;
  return {
    id: "r-1",
    client: "client1",
    service: "shop",
    dueAt: startedAt,
    startedAt,
    endedAt: startedAt + 2,
    localPort: 40_001,
    status: 200,
    error: null,
    servedBy: ["web1", "app1"],
    reused: false,
    bytes: 100,
    ...given,
  };
}

/** A request that nobody answered. */
export function unanswered(given: Partial<RequestRecord> = {}): RequestRecord {
  const { startedAt } = request(given);
  const endedAt = startedAt + 500;
  return request({ endedAt, status: null, error: "no answer within 500 ms", servedBy: [], ...given });
}
