import type { Explain } from "../inferred.ts";

/** Whose the packet's destination is, at the end of its way. */
export const takenAt: Explain = ({ does, in: came }, node, { owners }) => {
  if (came === null || (does !== "takes" && does !== "drops")) return null;
  const { dst } = came.ip;
  const at = owners.holds(node.name, dst);
  const what = owners.serviceOf(dst) === null ? dst : `${owners.nameOf(dst)}, ${dst},`;
  if (does === "drops" && at === null)
    return { text: `does not have ${what.replace(/,$/, "")} itself`, config: [] };
  if (at === null || does === "drops") return null;
  const unwraps =
    came.outer !== undefined && node.tunnel !== undefined ? `${node.tunnel.name} unwraps it; ` : "";
  return {
    text: `${unwraps}has ${what} on ${at}`,
    config: [{ where: `addresses of ${node.name}`, text: `${dst} on ${at}` }],
  };
};
