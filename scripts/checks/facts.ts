import type { Plan } from "../../stacks/plan/plan.ts";
import type { Observation } from "../observe/observation.ts";
import { byFrequency } from "./wording.ts";

/**
 * What packets showed, as far as it must be the same wherever the lab runs; nothing where faults struck, for then it is a
 * matter of moments.
 */
export function factsOf(
  { faults }: Observation,
  texts: Iterable<string>,
): { readonly facts?: readonly string[] } {
  return faults.length > 0 ? {} : { facts: [...new Set(texts)].toSorted() };
}

/** The name of a node's tier where any node of it would do, for which one was chosen is a matter of what went before. */
export function namesOfAny({ nodes }: Plan): (node: string) => string {
  const tierOf = new Map(nodes.map(({ name, tier }) => [name, tier]));
  const sizes = new Map(byFrequency(nodes.map(({ tier }) => tier)));
  return (node) => {
    const tier = tierOf.get(node);
    return tier !== undefined && (sizes.get(tier) ?? 0) > 1 ? tier : node;
  };
}
