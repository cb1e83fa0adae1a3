import { availableParallelism } from "node:os";
import type { BenchContext } from "../context.ts";
import { timed } from "../timed.ts";
import type { StarMaker } from "./star.ts";
import { dockerLack, makeTinyImage, removeTinyImage, TINY_IMAGE } from "./tiny-image.ts";

const NETWORK = "tierlab-bench";
/** Of more at once Docker 20.10 loses count, and never lets their network go. */
const AT_ONCE = 8;
const LABEL = "tierlab-bench=star";
/** One shell for all commands of a lane; it is given the numbers of its nodes. */
const RUN = `for node in "$@"; do
  docker run --detach --label ${LABEL} --network ${NETWORK} --name ${NETWORK}-$node ${TINY_IMAGE} sleep 3600 >/dev/null || exit 1
done`;

/** Containers on one Docker network, as many `docker run` side by side as there are processors. */
export const docker: StarMaker = {
  name: "docker run",
  most: 200,
  fewRounds: 1,
  lack: dockerLack,
  round: async (nodes, context) => {
    await makeTinyImage(context);
    try {
      const begun = performance.now();
      await timed(context, ["docker", "network", "create", "--internal", NETWORK], { timeoutMs: 60_000 });
      await Promise.all(
        lanes(nodes).map((lane) => timed(context, ["sh", "-c", RUN, "run", ...lane], { timeoutMs: 600_000 })),
      );
      const up = performance.now();
      await removeAll(context);
      return { up: { ms: up - begun }, down: { ms: performance.now() - up } };
    } finally {
      await removeAll({ ...context, signal: AbortSignal.timeout(300_000) }).catch(() => {});
      await removeTinyImage(context);
    }
  },
};

function lanes(nodes: number): string[][] {
  const count = availableParallelism();
  return Array.from({ length: count }, (_, lane) =>
    Array.from({ length: nodes }, (__, node) => node)
      .filter((node) => node % count === lane)
      .map(String),
  );
}

async function removeAll(context: BenchContext): Promise<void> {
  const limit = { timeoutMs: 300_000 };
  const { stdout } = await timed(
    context,
    ["docker", "ps", "--all", "--quiet", "--filter", `label=${LABEL}`],
    limit,
  );
  const ids = stdout.split("\n").filter((id) => id !== "");
  for (let from = 0; from < ids.length; from += AT_ONCE)
    await timed(context, ["docker", "rm", "--force", ...ids.slice(from, from + AT_ONCE)], limit);
  await timed(context, ["docker", "network", "rm", "--force", NETWORK], limit);
}
