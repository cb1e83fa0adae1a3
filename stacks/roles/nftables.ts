import type { KernelFeature } from "../plan/plan.ts";
import type { Equipment } from "./role.ts";
import type { Render } from "./templates.ts";

const FOLDER = "/etc/tierlab";
const START = `${FOLDER}/start`;

export interface Rules {
  /** The file's name, as in `guard.nft`. */
  readonly file: string;
  readonly content: string;
  /** A chain of theirs: family, table and name. */
  readonly chain: readonly [string, string, string];
  /** For a person: `the rules of the guard are loaded`. */
  readonly means: string;
  /** Where they may have to be loaded beside the node's other kernel. */
  readonly needs?: KernelFeature;
}

/**
 * What a node has that holds nftables rules. They are loaded as one transaction: there is no moment between the old
 * ones and the new, and a file with a mistake changes nothing (nft(8), `-f`). They live in the kernel: the daemon
 * loads them, and from then on only tells in its log who changes them.
 */
export function nftables(
  { file, content, chain, means, needs }: Rules,
  render: Render,
): Pick<Equipment, "files" | "daemons" | "readiness" | "writable"> {
  const path = `${FOLDER}/${file}`;
  const beside = needs === undefined ? {} : { needs };
  return {
    files: [
      { path, mode: "0644", content, daemon: "nftables" },
      {
        path: START,
        mode: "0755",
        content: render("nft", "nftables/start", { rules: path }),
        daemon: "nftables",
      },
    ],
    daemons: [
      {
        name: "nftables",
        command: ["/bin/sh", START],
        user: "root",
        environment: {},
        reload: { command: ["/usr/sbin/nft", "--file", path] },
        configCheck: ["/usr/sbin/nft", "--check", "--file", path],
        logs: [],
        after: [],
        ...beside,
      },
    ],
    readiness: [{ kind: "command", command: ["/usr/sbin/nft", "list", "chain", ...chain], means, ...beside }],
    writable: [{ path: FOLDER, owner: "root", mode: "0755" }],
  };
}
