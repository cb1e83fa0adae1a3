import * as z from "zod";
import { impairment } from "../impairment.ts";
import { at, type FaultSpec } from "./fault-spec.ts";
import { linked, linkRef } from "./link.ts";

const schema = z
  .strictObject({
    at,
    impair: linkRef.describe("The link that gets worse for what the node sends over it."),
    ...impairment,
  })
  .describe("A link gets delay, loss or a lower rate.");

export type ImpairFault = z.output<typeof schema>;

export const impair: FaultSpec<typeof schema> = {
  schema,
  effect: "other",
  ...linked("impair"),
  inWords: ({ impair, delay, loss, rate }) =>
    [
      `impair ${impair}`,
      ...(delay === undefined ? [] : [`delay ${delay} ms`]),
      ...(loss === undefined ? [] : [`loss ${loss * 100}%`]),
      ...(rate === undefined ? [] : [`rate ${rate / 1000} kbit`]),
    ].join(" "),
};
