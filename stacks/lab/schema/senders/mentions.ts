import { type Mention, mention } from "../mention.ts";

/** What every sender names: the service that it goes to, the clients that it comes from, and an edge cache in between. */
export function* senderMentions(
  key: string,
  send: { readonly from: readonly string[]; readonly via?: string | undefined },
  target: string,
): Generator<Mention> {
  yield mention("service", target, [key]);
  if (send.via !== undefined) yield mention("node", send.via, ["via"], ["cdn"]);
  for (const [at, from] of send.from.entries()) yield mention("node", from, ["from", at], ["client"]);
}
