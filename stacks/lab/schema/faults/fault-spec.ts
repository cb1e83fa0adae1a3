import type * as z from "zod";
import type { Mention } from "../mention.ts";
import { duration, text } from "../values.ts";

/** One kind of act on the running lab; one file each, collected in ../fault.ts. */
export interface FaultSpec<S extends z.ZodType> {
  readonly schema: S;
  /**
   * What becomes of whom it strikes. away: it answers nobody any more. aside: nobody is sent to it any more, and it
   * still answers. back: it is there again. other: it stays.
   */
  readonly effect: "away" | "aside" | "back" | "other";
  /** The acts of which one must have struck the same thing before, and what is wrong where none has. */
  readonly undoes?: { readonly acts: readonly string[]; readonly needless: string };
  /** The node or tier that it strikes; null where it strikes the lab. */
  about(fault: z.output<S>): string | null;
  /** What of each such node, as in `link dmz`, where its tier is on these segments. */
  parts(fault: z.output<S>, on: readonly string[]): readonly string[];
  /** The daemon that it names. */
  daemon?(fault: z.output<S>): string | undefined;
  /** As in `kill web1`. */
  inWords(fault: z.output<S>): string;
  /** What it names of the lab, with paths from its own place on. */
  mentions(fault: z.output<S>): Iterable<Mention>;
}

export const at = duration.describe("When, counted from the first request.");

export const daemonName = text(/^[a-z][a-z0-9-]{0,30}$/, "a daemon, as in nginx");
