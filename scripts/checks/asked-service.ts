import { sendTarget } from "../../stacks/lab/schema/send.ts";
import type { Test } from "../../stacks/lab/schema/test.ts";
import type { Plan, PlannedService } from "../../stacks/plan/plan.ts";
import { socketText } from "../../stacks/plan/socket-text.ts";

/** The service that a test's traffic goes to, as a plan has it; the first where there are several. */
export function askedService({ send }: Test, plan: Plan): PlannedService | undefined {
  const [first] = send ?? [];
  if (first === undefined) return undefined;
  const name = sendTarget(first);
  return plan.services.find((service) => service.name === name);
}

/** What a person would ask it by, in the family that the test's traffic goes over. */
export function askedUrl(test: Test, plan: Plan): string | undefined {
  const service = askedService(test, plan);
  const [first] = test.send ?? [];
  const isIpv6 = first !== undefined && "over" in first && first.over === "ipv6";
  return service && `http://${socketText((isIpv6 ? service.vip6 : undefined) ?? service.vip, service.port)}/`;
}
