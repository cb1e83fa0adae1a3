import * as z from "zod";
import { mention } from "../mention.ts";
import { segmentRef, whole } from "../values.ts";
import type { ExpectationSpec } from "./expectation.ts";

const schema = z
  .strictObject({
    over: segmentRef.describe("The segment with a delay that the requests' connections cross."),
    "round-trips": whole(1, 20).describe("How many whole delays of it the median request takes."),
  })
  .describe("How long requests take, in round trips over a delayed segment.");

export const latency: ExpectationSpec<typeof schema> = {
  schema,
  looksAt: "requests",
  *mentions({ over }) {
    yield mention("segment", over, ["over"]);
  },
};
