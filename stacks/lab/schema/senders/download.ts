import * as z from "zod";
import { askedRef, bitRate, nodeRef, oneOrMore, size, whole } from "../values.ts";
import { senderMentions } from "./mentions.ts";
import { named, over, overInWords, type SenderSpec } from "./sender.ts";

const schema = z
  .strictObject({
    ...named,
    download: askedRef.describe("The service, or the tier of web servers, that is asked."),
    over,
    from: oneOrMore(nodeRef).describe("The clients that ask."),
    size: size.describe("The size of the page."),
    rate: bitRate.describe("How fast the web server sends it, at most."),
    connections: whole(1, 100)
      .default(1)
      .describe("How many downloads at a time, a client, each on a connection of its own."),
  })
  .describe("Long downloads, each on one connection from the first moment of the traffic to the last.");

export const download: SenderSpec<typeof schema> = {
  schema,
  makes: "requests",
  target: ({ download }) => download,
  requests: ({ connections }) => connections,
  // At least as long as its rate makes it.
  lasts: ({ size, rate }) => ({ ms: (size * 8_000) / rate, told: "size" }),
  pace: () => null,
  inWords: ({ download, over }) => `downloads${overInWords({ over })} from ${download}`,
  mentions: (send) => senderMentions("download", send, send.download),
};

export type DownloadSend = z.output<typeof schema>;
