import { closeSync, constants, openSync, readSync } from "node:fs";
import { Socket } from "node:net";
import { type AnchorIdentity, labPath } from "./anchor.ts";
import { EVENTS } from "./node-folder.ts";

/** Tells when nodes have booted; every node of a lab says so on one pipe. */
export interface BootEvents {
  /** Resolves to whether the node's boot script came to its end. */
  booted(node: string): Promise<boolean>;
  close(): void;
}

/** Listens from now on; what was said before is forgotten. */
export function listenForBoots(anchor: AnchorIdentity): BootEvents {
  // Read and write, because a pipe without a writer would end at once.
  const pipe = openSync(labPath(anchor, EVENTS), constants.O_RDWR | constants.O_NONBLOCK);
  drain(pipe);
  const waiting = new Map<string, (ok: boolean) => void>();
  const heard = new Map<string, boolean>();
  const socket = new Socket({ fd: pipe, readable: true, writable: false });
  let rest = "";
  socket.on("data", (chunk) => {
    const lines = (rest + String(chunk)).split(/\r?\n/);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      // A guest's console shares the pipe with its boot script.
      const [, node = "", word] = /^([\w.-]+) (booted|failed)$/.exec(line) ?? [];
      if (node === "") continue;
      heard.set(node, word === "booted");
      waiting.get(node)?.(word === "booted");
    }
  });
  socket.on("error", () => {});
  return {
    booted: (node) =>
      new Promise((resolve) => {
        const already = heard.get(node);
        if (already === undefined) waiting.set(node, resolve);
        else resolve(already);
      }),
    close: () => socket.destroy(),
  };
}

function drain(pipe: number): void {
  const buffer = Buffer.alloc(65_536);
  try {
    while (readSync(pipe, buffer) > 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return;
    closeSync(pipe);
    throw error;
  }
}
