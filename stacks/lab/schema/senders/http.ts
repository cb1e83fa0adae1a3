import * as z from "zod";
import { asked, domainName, duration, nodeRef, oneOrMore, period, size, text, whole } from "../values.ts";
import { senderMentions } from "./mentions.ts";
import { requestPath } from "./request-path.ts";
import { named, over, overInWords, type SenderSpec, via } from "./sender.ts";

const schema = z
  .strictObject({
    ...named,
    http: asked.describe(
      "The service that is asked, a tier of web servers: its first node, or the name that clients look up.",
    ),
    over,
    via,
    from: oneOrMore(nodeRef).describe("The clients that ask."),
    requests: whole(1, 1_000_000).describe("How many requests in all."),
    concurrency: whole(1, 512).default(1).describe("How many at the same time, a client."),
    connections: z
      .enum(["new", "kept"])
      .default("new")
      .describe("A connection a request, or connections that are kept."),
    host: domainName.optional().describe("The host that is asked for. Default: the service's name."),
    headers: z
      .record(
        text(/^[A-Za-z][A-Za-z0-9-]{0,40}$/, "a header's name, as in X-Beta"),
        text(/^[\x20-\x7e]{1,200}$/, "a header's value: at most 200 printable characters"),
      )
      .default({})
      .describe('Further headers of each request, as in { X-Beta: "1" }.'),
    cookies: z
      .enum(["keep", "drop"])
      .default("drop")
      .describe("keep: each client sends the cookies along that it was given, as a browser does."),
    path: requestPath.default("/").describe("What is asked for."),
    size: size.optional().describe("The size of the page asked for."),
    body: size
      .refine((bytes) => bytes <= 1_000_000, "a size of at most 1MB")
      .optional()
      .describe("The size of what is sent along, by POST. Default: nothing, by GET."),
    delay: duration.optional().describe("How long the application waits before it answers."),
    timeout: period.prefault("2s").describe("When an unanswered request has failed."),
  })
  .describe("A bounded number of HTTP requests.");

export const http: SenderSpec<typeof schema> = {
  schema,
  makes: "requests",
  target: ({ http }) => http,
  requests: ({ requests }) => requests,
  lasts: () => null,
  pace: () => null,
  inWords: ({ http, over, requests }) => `${requests} requests${overInWords({ over })} to ${http}`,
  mentions: (send) => senderMentions("http", send, send.http),
};

export type HttpSend = z.output<typeof schema>;
