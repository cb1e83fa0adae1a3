import type { RunningLab } from "../engine.ts";

/** A lab and the way into its nodes; each engine makes it from what it knows of them. */
export interface Reach extends Pick<RunningLab, "name" | "plan" | "nodeKernels"> {
  /** Whether the node's init lives. */
  lives(node: string): boolean;
  /** The words that run a command in all namespaces of a node that lives, with root's whole power over its files. */
  enter(node: string, command: readonly string[]): string[];
  /** The words before a command of this machine that put it, and so all it starts in the node, under the node's bounds. */
  underBounds(node: string): string[];
  /** A file of /proc/net as the node's outer network has it, by its path on this machine. */
  networkPath(node: string, file: string): string;
  /** The words before a command in the node that let it change what the node itself may not: its sysctls. */
  readonly unlock: readonly string[];
}
