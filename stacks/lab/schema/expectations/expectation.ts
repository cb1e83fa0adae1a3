import type * as z from "zod";
import type { Mention } from "../mention.ts";

/** What one check can be told to expect; one file each, collected in ../expect.ts. */
export interface ExpectationSpec<S extends z.ZodType> {
  readonly schema: S;
  /** What its test must send for it to have something to look at. */
  readonly looksAt: "nothing" | "traffic" | "requests" | "probe" | "download" | "flows";
  /** The keys of which at least one must be there, because the others only say of whom. Default: any will do. */
  readonly claiming?: readonly string[];
  /** What it names of the lab, with paths from its own place on. */
  mentions(expectation: z.output<S>): Iterable<Mention>;
}
