import { access, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { timed } from "../timed.ts";
import type { StarMaker } from "./star.ts";
import { dockerLack, makeTinyImage, removeTinyImage, TINY_IMAGE } from "./tiny-image.ts";

const BRIDGE = "tierlab-bench";

/** containerlab on Docker: nodes without a management network, each linked to one bridge, which containerlab wants made before. */
export const containerlab: StarMaker = {
  name: "containerlab",
  most: 200,
  fewRounds: 1,
  lack: async (context) => {
    try {
      await timed(context, ["containerlab", "version"], { timeoutMs: 10_000 });
    } catch {
      context.signal.throwIfAborted();
      return "containerlab is not installed";
    }
    const modules = await access("/proc/modules").then(
      () => true,
      () => false,
    );
    return modules ? dockerLack(context) : "containerlab needs a kernel with modules (/proc/modules)";
  },
  round: async (nodes, context) => {
    const file = join(context.folder, "star.clab.yml");
    await writeFile(file, JSON.stringify(containerlabStar(nodes)));
    await makeTinyImage(context);
    await timed(context, ["ip", "link", "add", "name", BRIDGE, "up", "type", "bridge"], {
      timeoutMs: 10_000,
    });
    const words = (verb: string) => ["containerlab", verb, "--topo", file];
    const limit = { timeoutMs: 600_000 };
    try {
      const up = await timed(context, words("deploy"), limit);
      const down = await timed(context, [...words("destroy"), "--cleanup"], limit);
      return { up: { ms: up.ms }, down: { ms: down.ms } };
    } finally {
      const lasting = { ...context, signal: AbortSignal.timeout(300_000) };
      await timed(lasting, [...words("destroy"), "--cleanup"], limit).catch(() => {});
      await timed(lasting, ["ip", "link", "delete", BRIDGE], limit);
      await removeTinyImage(context);
    }
  },
};

/** The topology file as data; YAML is a superset of JSON. */
export function containerlabStar(nodes: number): object {
  const plain = {
    kind: "linux",
    image: TINY_IMAGE,
    cmd: "sleep 3600",
    "network-mode": "none",
    privileged: false,
  };
  const names = Array.from({ length: nodes }, (_, index) => `n${index}`);
  return {
    name: "tierlab-bench",
    topology: {
      nodes: {
        [BRIDGE]: { kind: "bridge" },
        ...Object.fromEntries(names.map((name) => [name, plain])),
      },
      links: names.map((name, index) => ({ endpoints: [`${name}:eth1`, `${BRIDGE}:p${index}`] })),
    },
  };
}
