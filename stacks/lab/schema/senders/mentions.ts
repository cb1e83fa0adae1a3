import { type Mention, mention } from "../mention.ts";
import { SERVER_ROLES } from "../role.ts";

/** What every sender of requests names: the service or the tier of web servers that it goes to, the clients that it comes from, and an edge cache in between. */
export function* senderMentions(
  key: string,
  send: { readonly from: readonly string[]; readonly via?: string | undefined },
  target: string,
): Generator<Mention> {
  yield mention("asked", target, [key], SERVER_ROLES);
  if (send.via !== undefined) yield mention("node", send.via, ["via"], ["cdn"]);
  for (const [at, from] of send.from.entries()) yield mention("node", from, ["from", at], ["client"]);
}
