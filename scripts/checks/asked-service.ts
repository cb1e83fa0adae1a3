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

/** What a person would ask the same by, over the family of addresses that the test's traffic goes over. */
export function askingCommand(test: Test, plan: Plan): string | undefined {
  const service = askedService(test, plan);
  const [first] = test.send ?? [];
  if (service === undefined || first === undefined) return undefined;
  if ("dns" in first) return `dig +nsid @${service.vip} -p ${service.port} ${first.dns} ${first.type}`;
  const isIpv6 = "over" in first && first.over === "ipv6";
  const socket = socketText((isIpv6 ? service.vip6 : undefined) ?? service.vip, service.port);
  return `curl -sv -m 2 http://${socket}/`;
}
