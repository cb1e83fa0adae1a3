import { readFile } from "node:fs/promises";
import type { Reach } from "./reach.ts";
import { runInNode } from "./run.ts";

/** A file of /proc/net as the node's network sees it, empty where the kernel has none; no process is started for it on the host's kernel. */
export async function networkFile(reach: Reach, node: string, name: string): Promise<string> {
  if (reach.nodeKernels[node] === "uml") {
    return (await runInNode(reach, node, ["cat", `/proc/net/${name}`], { timeoutMs: 5_000 })).stdout;
  }
  return readFile(reach.networkPath(node, name), "utf8").catch(() => "");
}
