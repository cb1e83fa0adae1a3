import type { Plan } from "../../../stacks/plan/plan.ts";
import type { ActContext } from "./act.ts";
import { inNode } from "./in-node.ts";

/**
 * Takes a VIP out of what a director tells its peers, or puts it in again: one entry of the list that filters what
 * leaves, and a soft clear, so that it is told at once and the session stays (vtysh; bgpd would wait for its
 * route-map delay timer otherwise).
 */
export async function tell(
  does: "permit" | "no",
  service: string,
  director: string,
  context: Pick<ActContext, "engine" | "lab" | "signal">,
): Promise<undefined> {
  const entry = `ip prefix-list told seq ${5 * numberOf(service, director, context.lab.plan)} permit ${vipOf(service, context.lab.plan)}/32`;
  const commands = [
    "configure terminal",
    does === "no" ? `no ${entry}` : entry,
    "end",
    "clear bgp ipv4 unicast * soft out",
  ];
  const vtysh = ["vtysh", ...commands.flatMap((command) => ["-c", command])];
  await inNode(context, director, ["/bin/sh", "-c", INSIST, ...vtysh]);
  return undefined;
}

/** mgmtd refuses a change while it still works on another ("could not lock running DS"), as right after a start. */
const INSIST = `
tries=50
until said=$("$0" "$@" 2>&1); do
  tries=$((tries - 1))
  [ $tries -gt 0 ] || { echo "$said" >&2; exit 1; }
  sleep 0.05
done
`;

/** Which of its VIPs, from 1 on: as the director's configuration numbers them. */
function numberOf(service: string, director: string, { services }: Plan): number {
  const told = services.filter(
    ({ announcement, directors }) => announcement !== undefined && directors.includes(director),
  );
  return [...new Set(told.map(({ vip }) => vip))].indexOf(vipOf(service, { services })) + 1;
}

function vipOf(service: string, { services }: Pick<Plan, "services">): string {
  const vip = services.find(({ name }) => name === service)?.vip;
  if (vip === undefined) throw new Error(`Expected the plan to have service ${service}`);
  return vip;
}
