import { readFile } from "node:fs/promises";
import { labPath } from "./anchor.ts";
import type { LabRecord } from "./record.ts";
import { runInNode } from "./run.ts";

/** A file of /proc/net as the node's network sees it, empty where the kernel has none; no process is started for it on the host's kernel. */
export async function networkFile(record: LabRecord, node: string, name: string): Promise<string> {
  if (record.nodeKernels[node] === "uml") {
    return (await runInNode(record, node, ["cat", `/proc/net/${name}`], { timeoutMs: 5_000 })).stdout;
  }
  const pid = record.inits[node]?.pid ?? 0;
  return readFile(labPath(record.anchor, `/proc/${pid}/net/${name}`), "utf8").catch(() => "");
}
