import * as z from "zod";
import { asked, nodeRef, oneOrMore, period } from "../values.ts";
import { senderMentions } from "./mentions.ts";
import { requestPath } from "./request-path.ts";
import { named, over, overInWords, type SenderSpec, via } from "./sender.ts";

const schema = z
  .strictObject({
    ...named,
    probe: asked.describe(
      "The service that is asked, a tier of web servers: its first node, or the name that clients look up.",
    ),
    over,
    via,
    from: oneOrMore(nodeRef).describe("The clients that ask."),
    every: period.prefault("10ms").describe("The schedule, kept whatever an answer takes."),
    for: period.describe("How long."),
    path: requestPath.default("/").describe("What is asked for."),
    timeout: period.prefault("1s").describe("When an unanswered probe has failed."),
  })
  .describe("HTTP requests at a steady pace, each on a connection of its own.");

export const probe: SenderSpec<typeof schema> = {
  schema,
  makes: "requests",
  target: ({ probe }) => probe,
  requests: (send) => Math.ceil(send.for / send.every),
  lasts: (send) => ({ ms: send.for, told: "for" }),
  pace: ({ every }) => every,
  inWords: (send) => `probes${overInWords(send)} of ${send.probe} for ${send.for / 1000} s`,
  mentions: (send) => senderMentions("probe", send, send.probe),
};

export type ProbeSend = z.output<typeof schema>;
