import { sendTarget } from "../../stacks/lab/schema/send.ts";
import type { Test } from "../../stacks/lab/schema/test.ts";
import type { Plan, PlannedService } from "../../stacks/plan/plan.ts";

/** The service that a test's traffic goes to, as a plan has it; the first where there are several. */
export function askedService({ send }: Test, plan: Plan): PlannedService | undefined {
  const [first] = send ?? [];
  if (first === undefined) return undefined;
  const name = sendTarget(first);
  return plan.services.find((service) => service.name === name);
}
