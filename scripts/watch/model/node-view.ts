import { isOuter, type NodeKernel } from "../../../stacks/guest/kernel-sides.ts";
import type { PlannedNode } from "../../../stacks/plan/plan.ts";
import type { Told } from "../reading/look.ts";
import { rateOf, sumOf } from "./rate.ts";

/** A node and what is known of it now. */
export interface NodeReading {
  /** `unknown`: nobody has asked it yet. */
  readonly health: "up" | "down" | "unknown";
  readonly told: Told;
}

/** A node as a person sees it. */
export interface NodeView {
  readonly name: string;
  readonly tier: string;
  readonly role: PlannedNode["role"];
  readonly health: NodeReading["health"];
  readonly links: readonly LinkView[];
  readonly daemons: readonly { readonly name: string; readonly runs: boolean | null }[];
  /** Packets a second over all its links. */
  readonly in: number | null;
  readonly out: number | null;
}

export interface LinkView {
  readonly name: string;
  readonly segment: string;
  readonly isUp: boolean | null;
  readonly in: number | null;
  readonly out: number | null;
}

export function nodeView(node: PlannedNode, { health, told }: NodeReading, kernel: NodeKernel): NodeView {
  const live = health === "up";
  const carriers = live ? told.get("carriers")?.text : undefined;
  const links = node.interfaces.map(({ name, segment }): LinkView => {
    const packets = (at: 1 | 9) =>
      live ? rateOf(told.get("counters"), (text) => packetsOf(text, name, at)) : null;
    const carrier = carriers && new RegExp(`/${name}/carrier(.*)$`, "m").exec(carriers)?.[1];
    return {
      name,
      segment,
      isUp: carrier === undefined || carrier === "" ? null : carrier.trim() === "1",
      in: packets(1),
      out: packets(9),
    };
  });
  return {
    name: node.name,
    tier: node.tier,
    role: node.role,
    health,
    links,
    daemons: node.daemons.map(({ name, needs }) => ({
      name,
      runs: live ? runs(told, name, isOuter(kernel, needs)) : null,
    })),
    in: sumOf(links.map((link) => link.in)),
    out: sumOf(links.map((link) => link.out)),
  };
}

/** A column of an interface's line in /proc/net/dev: packets received are the second, packets sent the tenth. */
function packetsOf(text: string, name: string, column: number): number | undefined {
  const line = text.split("\n").find((one) => one.trimStart().startsWith(`${name}:`));
  const numbers = line
    ?.slice(line.indexOf(":") + 1)
    .trim()
    .split(/\s+/);
  return numbers === undefined ? undefined : Number(numbers[column]);
}

/** What runsv(8) writes to supervise/stat begins with `run` while the daemon runs. */
function runs(told: Told, name: string, outer: boolean): boolean | null {
  const text = told.get(outer ? "outer-daemons" : "daemons")?.text;
  if (text === undefined) return null;
  return new RegExp(`^/run/service/${name}/supervise/stat run`, "m").test(text);
}
