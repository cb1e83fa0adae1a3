import type { LiveNodes, PictureNode } from "./picture.ts";
import type { Status } from "./scene.ts";

/** How a tier is as a whole: as the worst of its nodes, of which a master is none the worse; null where no running lab was asked. */
export function worstOf(nodes: readonly PictureNode[], states: LiveNodes | undefined): Status["is"] | null {
  const found = nodes.map((node) => statusOf(node, states)?.is);
  return (["dead", "out", "master", "running"] as const).find((is) => found.includes(is)) ?? null;
}

/** A node's state behind its name, as in ` (dead)`; nothing where there is none to tell. */
export function stateInWords(node: PictureNode, states: LiveNodes | undefined): string {
  const word = statusOf(node, states)?.word ?? "";
  return word === "" ? "" : ` (${word})`;
}

/** Of a tier too large to name its nodes those that are in trouble, and how many more. */
export function troubledNodes(nodes: readonly PictureNode[], states: LiveNodes | undefined): string[] {
  const troubled = nodes.filter((node) => ["dead", "out"].includes(statusOf(node, states)?.is ?? ""));
  const rest = troubled.length - MOST_NAMED;
  return [
    ...troubled.slice(0, MOST_NAMED).map((node) => `${node.name}${stateInWords(node, states)}`),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ];
}

const MOST_NAMED = 6;

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
