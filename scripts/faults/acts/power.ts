import type { Left } from "./act.ts";

/** What is left of a node without power. */
export const POWER = "power";

export function leftWithoutPower(node: string): Left {
  return { what: POWER, putBack: [{ do: "create-node", node, why: "it was left without power" }] };
}
