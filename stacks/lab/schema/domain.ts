import * as z from "zod";
import { type Mention, mention } from "./mention.ts";
import { answerRef, oneOrMore, prefix, text, tierRef, whole, wholeSeconds } from "./values.ts";

// PowerDNS counts TTLs, intervals and time-outs in whole seconds (pdns/lua-record.cc).

const check = z
  .strictObject({
    http: text(/^\/[a-zA-Z0-9/_.-]{0,100}$/, "a path, as in /healthz").describe(
      "The path asked for at each answer's address; 200 is healthy.",
    ),
    every: wholeSeconds.prefault("1s").describe("Time between two checks of one address."),
    timeout: wholeSeconds.prefault("1s").describe("How long one check may take."),
    failures: whole(1, 20).default(1).describe("Failed checks in a row that take an address out."),
  })
  .describe("How the name servers find out which answers are alive.");

const nearTo = z.union([
  z.literal("nearest").describe("To clients that its site serves."),
  oneOrMore(prefix).describe("To clients of these prefixes."),
]);

/** One name that clients look up. */
export const domain = z
  .strictObject({
    dns: tierRef.describe("The tier of name servers that answers for it."),
    answers: z
      .record(answerRef, nearTo)
      .describe(
        "The services whose VIPs are answered, or tiers of edge caches, of which the first node's address is, each to the clients that are nearest to it; others get it while those that are nearer to them are dead.",
      ),
    ttl: wholeSeconds.prefault("30s").describe("How long an answer may be kept."),
    check: check.nullable().default(null).describe("Which answers are alive. Default: all of them, always."),
  })
  .describe("A name of the DNS, answered by the client's place and by which sites are alive.");

export type Domain = z.output<typeof domain>;

/** What a name names of the lab. */
export function* domainMentions({ dns, answers }: Domain): Generator<Mention> {
  yield mention("tier", dns, ["dns"], ["dns"]);
  for (const whose of Object.keys(answers))
    yield mention("answer", whose, ["answers", whose], ["cdn"], "key");
}
