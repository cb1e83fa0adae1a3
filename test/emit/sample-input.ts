import type { EmitInput } from "../../stacks/emit/emitter.ts";
import { nodeKernels } from "../../stacks/guest/kernel-sides.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { labUnderTest } from "../plan/lab-files.ts";

/** What an emitter is given for a plan, all nodes that may be on User Mode Linux on it. */
export function inputOf(plan: Plan, more: Partial<EmitInput> = {}): EmitInput {
  return {
    plan,
    image: "tierlab/node:0123456789abcdef",
    prefix: `tierlab-${plan.lab}`,
    kernels: nodeKernels(plan.nodes, "uml"),
    bridges: "internal",
    ...more,
  };
}

export function inputOfLab(name: string): EmitInput {
  return inputOf(labUnderTest(name).plan);
}

/** A text without the digests of plans, which change with every word of them. */
export function withoutDigests(text: string): string {
  return text.replaceAll(/\b[0-9a-f]{64}\b/g, "DIGEST");
}
