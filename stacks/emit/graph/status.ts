import type { LiveNodes, PictureNode } from "./picture.ts";
import type { Status } from "./scene.ts";

/** What a drawing says of how a node is; null where no running lab was asked. The worst counts. */
export function statusOf(node: PictureNode, states: LiveNodes | undefined): Status | null {
  if (states === undefined) return null;
  const state = states[node.name];
  if (state === undefined || !state.runs) return { is: "dead", word: "dead" };
  const { outOf = [], stopped = [] } = state;
  const troubles = [
    ...(outOf.length > 0 ? [`out of ${outOf.join(", ")}`] : []),
    ...stopped.map((daemon) => `${daemon} stopped`),
  ];
  if (troubles.length > 0) return { is: "out", word: troubles.join(", ") };
  if (state.master === true) return { is: "master", word: "master" };
  return { is: "running", word: "" };
}
