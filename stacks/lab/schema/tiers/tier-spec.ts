import type * as z from "zod";
import type { Mention } from "../mention.ts";
import type { Mode } from "../service.ts";

/** What a tier of one role can say; one file a role, collected in ../tier.ts. */
export interface TierSpec<S extends z.ZodType> {
  readonly schema: S;
  /** What it names of the lab beside what every tier does, with paths from its own place on. */
  mentions(tier: z.output<S>): Iterable<Mention>;
  /** The daemons that its nodes run; `modes` are those of the services that it directs. */
  daemons(tier: z.output<S>, modes: readonly Mode[]): readonly string[];
}
