import { constants, openSync, readSync } from "node:fs";
import { Socket } from "node:net";
import { type AnchorIdentity, labPath } from "./anchor.ts";
import { EVENTS } from "./node-folder.ts";

/** Tells when nodes have booted; every node of a lab says so on one pipe. */
export interface BootEvents {
  /** Resolves to whether the node's boot script came to its end. */
  booted(node: string): Promise<boolean>;
  close(): void;
}

/** Listens for the next boots of these nodes; what was said of them before is forgotten. */
export function listenForBoots(anchor: AnchorIdentity, nodes: readonly string[]): BootEvents {
  return listenOn(labPath(anchor, EVENTS), nodes);
}

/** The same on a pipe given by its path. */
export function listenOn(path: string, nodes: readonly string[]): BootEvents {
  const listener = listeners.get(path) ?? new Listener(path);
  listeners.set(path, listener);
  listener.join(nodes);
  return {
    booted: (node) => listener.booted(node),
    close: () => {
      if (listener.leave()) listeners.delete(path);
    },
  };
}

/** One a pipe, whoever listens in this process: each line goes to one reader only. */
const listeners = new Map<string, Listener>();

class Listener {
  readonly #pipe: number;
  readonly #socket: Socket;
  readonly #waiting = new Map<string, (ok: boolean) => void>();
  readonly #heard = new Map<string, boolean>();
  #users = 0;
  #rest = "";

  constructor(path: string) {
    // Read and write, because a pipe without a writer would end at once.
    this.#pipe = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    this.#socket = new Socket({ fd: this.#pipe, readable: true, writable: false });
    this.#socket.on("data", (chunk) => this.#hear(String(chunk)));
    this.#socket.on("error", () => {});
  }

  join(nodes: readonly string[]): void {
    this.#users += 1;
    // What stands in the pipe yet was said by an earlier life of these nodes.
    this.#catchUp();
    for (const node of nodes) this.#heard.delete(node);
  }

  booted(node: string): Promise<boolean> {
    const already = this.#heard.get(node);
    return already === undefined
      ? new Promise((resolve) => this.#waiting.set(node, resolve))
      : Promise.resolve(already);
  }

  /** Whether nobody listens any more. */
  leave(): boolean {
    this.#users -= 1;
    if (this.#users === 0) this.#socket.destroy();
    return this.#users === 0;
  }

  #hear(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      const [, node, word] = /^([\w.-]+) (booted|failed)$/.exec(line) ?? [];
      if (node === undefined) continue;
      this.#heard.set(node, word === "booted");
      this.#waiting.get(node)?.(word === "booted");
      this.#waiting.delete(node);
    }
  }

  #catchUp(): void {
    const buffer = Buffer.alloc(65_536);
    try {
      for (;;) this.#hear(buffer.toString("utf8", 0, readSync(this.#pipe, buffer)));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    }
  }
}
