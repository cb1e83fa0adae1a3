import type { NodeStates, PictureNode } from "./picture.ts";
import type { Status } from "./scene.ts";

/** What a drawing says of how a node is; null where no running lab was asked. The worst counts. */
export function statusOf(node: PictureNode, states: NodeStates | undefined): Status | null {
  if (states === undefined) return null;
  const state = states[node.name];
  if (state === undefined || !state.runs) return { is: "dead", word: "dead" };
  const [service] = state.outOf ?? [];
  if (service !== undefined) return { is: "out", word: `out of ${state.outOf?.join(", ")}` };
  if (state.master === true) return { is: "master", word: "master" };
  return { is: "running", word: "" };
}
