import type { NodeKernel } from "../guest/kernel-sides.ts";
import type { Plan } from "../plan/plan.ts";
import type { Artifact } from "./artifact.ts";
import type { Bridges } from "./docker-network.ts";

/** What an emitter is given. */
export interface EmitInput {
  readonly plan: Plan;
  /** Name and tag of the image that nodes run from. */
  readonly image: string;
  /** What stands before the names of containers and networks. */
  readonly prefix: string;
  /** How Docker makes the segments. */
  readonly bridges: Bridges;
  /** Where each node's network lives. */
  readonly kernels: Readonly<Record<string, NodeKernel>>;
}

/** Describes a lab to another tool. The first artifact is the main one. Throws CannotExpress. */
export type Emitter = (input: EmitInput) => readonly Artifact[];

/** A tool has no way to say a part of the lab; no emitter leaves that part out silently. */
export class CannotExpress extends Error {
  /** Where that part stands in the lab's document, as in `segments`, `dmz`. */
  readonly at: readonly (string | number)[];
  /** What to do instead. */
  readonly help: string | null;

  constructor(message: string, at: readonly (string | number)[], help: string | null = null) {
    super(message);
    this.name = "CannotExpress";
    this.at = at;
    this.help = help;
  }
}
