import * as z from "zod";
import { ALLOWABLE_RULES } from "./allow.ts";
import { checkName, expect } from "./expect.ts";
import { bitRate, duration, name, nodeRef, oneOrMore, period, size, text, whole } from "./values.ts";

const requestPath = text(/^\/[a-zA-Z0-9/_.?=&-]{0,200}$/, "a path, as in /page?size=100");

const sender = {
  name: name
    .optional()
    .describe(
      "What a check calls this sender's requests by, in `of`; without `of` a check looks at all of them.",
    ),
};

const via = nodeRef
  .optional()
  .describe(
    "The edge cache that is asked in the service's stead, as the DNS of a CDN would tell its clients.",
  );

const httpSend = z
  .strictObject({
    ...sender,
    http: name.describe("The service that is asked."),
    via,
    from: oneOrMore(nodeRef).describe("The clients that ask."),
    requests: whole(1, 1_000_000).describe("How many requests in all."),
    concurrency: whole(1, 512).default(1).describe("How many at the same time, a client."),
    connections: z
      .enum(["new", "kept"])
      .default("new")
      .describe("A connection a request, or connections that are kept."),
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

const probeSend = z
  .strictObject({
    ...sender,
    probe: name.describe("The service that is asked."),
    via,
    from: oneOrMore(nodeRef).describe("The clients that ask."),
    every: period.prefault("10ms").describe("The schedule, kept whatever an answer takes."),
    for: period.describe("How long."),
    path: requestPath.default("/").describe("What is asked for."),
    timeout: period.prefault("1s").describe("When an unanswered probe has failed."),
  })
  .describe("HTTP requests at a steady pace, each on a connection of its own.");

const downloadSend = z
  .strictObject({
    ...sender,
    download: name.describe("The service that is asked."),
    from: oneOrMore(nodeRef).describe("The clients that ask."),
    size: size.describe("The size of the page."),
    rate: bitRate.describe("How fast the web server sends it, at most."),
    connections: whole(1, 100)
      .default(1)
      .describe("How many downloads at a time, a client, each on a connection of its own."),
  })
  .describe("Long downloads, each on one connection from the first moment of the traffic to the last.");

const floodSend = z
  .strictObject({
    flood: z.literal("syn").describe("What it consists of: TCP SYNs that nobody follows up."),
    to: name.describe("The service that is flooded."),
    from: oneOrMore(nodeRef).describe(
      "The clients that send it; their tier says by `spoofs` from which prefix the source addresses are drawn.",
    ),
    packets: whole(1, 200_000).describe("How many packets in all."),
    for: period
      .refine((ms) => ms <= 30_000, "a duration of at most 30s")
      .describe("Over which time they are spread, evenly; at most 30s."),
  })
  .describe(
    "A SYN flood from addresses that nobody has, bounded in packets and in time. It makes no requests.",
  );

export const send = z.union([httpSend, probeSend, downloadSend, floodSend]);

const at = duration.describe("When, counted from the first request.");

/** An act on the running lab while traffic flows. */
export const fault = z
  .union([
    z.strictObject({
      at,
      kill: nodeRef.describe("The node loses its power: everything in it dies at once."),
    }),
    z.strictObject({
      at,
      stop: nodeRef.describe("An orderly stop: its daemons end first, then the node."),
    }),
    z.strictObject({ at, start: nodeRef.describe("The node is powered on again.") }),
  ])
  .describe("One fault, at a time counted from the first request.");

const changes = (of: string) =>
  z
    .record(z.string(), z.unknown())
    .optional()
    .describe(`Changes of the ${of}, by name; null removes one, or one of its settings.`);

/** What a break may change: what runs. The rest of a lab says what is proven. */
const patch = z
  .strictObject({
    segments: changes("segments"),
    tiers: changes("tiers"),
    services: changes("services"),
    allow: z
      .array(z.enum(ALLOWABLE_RULES))
      .max(20)
      .optional()
      .describe("Rules that the changed lab breaks on purpose."),
  })
  .describe("A patch on this lab: mappings are merged by name, null removes, lists are replaced.");

/** A break: the same lab with one thing changed, which the named check must notice. */
export const labBreak = z
  .strictObject({
    with: patch.prefault({}),
    timeline: z
      .array(fault)
      .min(1)
      .max(200)
      .optional()
      .describe("Faults that strike instead of the test's own."),
    fails: checkName.describe("The check that must now fail."),
    sees: expect.optional().describe("What is seen instead."),
  })
  .describe("The same lab with one thing changed, which the named check must notice.");

export const test = z
  .strictObject({
    id: name.describe("The claim's id."),
    claim: z.string().min(10).max(300).describe("The sentence that this test proves."),
    send: oneOrMore(send).optional().describe("The traffic: one sender, or several at the same time."),
    timeline: z.array(fault).max(200).default([]).describe("Faults that strike while the traffic flows."),
    expect: expect.describe("The checks that must hold."),
    breaks: z
      .array(labBreak)
      .max(50)
      .default([])
      .describe("What must make a check fail, each tried on its own."),
    "no-break": z.string().min(10).max(300).optional().describe("Why no break can be given."),
  })
  .describe("One claim, how it is proven, and what disproves it.");

export type Send = z.output<typeof send>;
export type HttpSend = z.output<typeof httpSend>;
export type ProbeSend = z.output<typeof probeSend>;
export type DownloadSend = z.output<typeof downloadSend>;
export type FloodSend = z.output<typeof floodSend>;
export type Fault = z.output<typeof fault>;
export type LabBreak = z.output<typeof labBreak>;
export type Test = z.output<typeof test>;
