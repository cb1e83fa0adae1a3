import type { Plan } from "../../stacks/plan/plan.ts";
import type { Packet, RequestRecord } from "../observe/observation.ts";
import { asConversation } from "./datagrams.ts";
import { type ConnectionWalk, waysOf } from "./walks.ts";

/**
 * The ways of the DNS messages by which a client was told the address of a name: between it and its resolver, and of what
 * the resolver asked meanwhile; none where no name was looked up.
 */
export function lookupWalks(
  packets: readonly Packet[],
  plan: Plan,
  { client, lookup }: Pick<RequestRecord, "client" | "lookup">,
): ConnectionWalk[] {
  if (lookup === undefined) return [];
  const about = asConversation(packets).filter(({ dns }) => isAbout(dns?.text, lookup.name));
  const own = about.filter(({ point }) => point.node === client);
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return [];
  // Another client may ask for the same name at the same time.
  const others = new Set(plan.nodes.filter(({ role }) => role === "client").map(({ name }) => name));
  others.delete(client);
  const meanwhile = about.filter(
    ({ at, point }) => at >= first.at && at <= last.at && !others.has(point.node),
  );
  return waysOf(meanwhile, ({ direction, http }) => direction === "out" && http?.kind === "request");
}

/** Resolvers may write some letters of a name large, so that answers are harder to forge. */
function isAbout(text: string | undefined, name: string): boolean {
  return text?.split(" ")[0]?.toLowerCase() === name.toLowerCase();
}
