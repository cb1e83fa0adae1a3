import { setTimeout as wait } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { ReadinessProbe } from "../../../stacks/plan/plan.ts";
import { shellCommand } from "../../../stacks/plan/shell-word.ts";
import type { Engine, RunningLab } from "../../engines/engine.ts";
import { nextHopsIn } from "../../engines/nodes/next-hops.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { poll } from "../poll.ts";

/** BGP connects anew within a second, and BFD comes up in steps of a second (RFC 5880, 6.8.3). */
const HEARD_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 100;

/**
 * bgpd takes no notice of a death that BFD tells of in the very second in which BGP came up (bgpd/bgp_bfd.c of FRR 10.3,
 * bfd_session_status_update; FRR's pull request 17344): BGP's hold timer alone finds it out then.
 */
const HEEDED_AFTER_MS = 1_000;

/**
 * Resolves once every neighbour of directors that announce has heard of their VIPs, would hear of their death, and has a
 * route over all of them. On a busy machine BFD takes the living for dead, and BGP comes up anew; what bgpd has heard comes
 * to the kernel a moment later.
 */
export async function directorsHeard(
  engine: Pick<Engine, "run">,
  lab: RunningLab,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all([...saidBy(lab)].map(([node, said]) => hears(engine, lab, node, said, signal)));
  await Promise.all(waysOf(lab).map((ways) => stand(engine, lab, ways, signal)));
}

interface Ways {
  readonly node: string;
  readonly to: string;
  readonly vias: readonly string[];
}

function waysOf({ plan }: RunningLab): Ways[] {
  return plan.nodes.flatMap(({ name, readiness }) =>
    readiness.flatMap((probe) =>
      probe.kind === "ways" ? [{ node: name, to: probe.to, vias: probe.vias }] : [],
    ),
  );
}

async function stand(
  engine: Pick<Engine, "run">,
  lab: RunningLab,
  { node, to, vias }: Ways,
  signal: AbortSignal,
): Promise<void> {
  const look = async () => {
    const show = ["ip", "-json", "route", "show", to];
    const { exitCode, stdout } = await engine.run(lab, node, show, { timeoutMs: 5_000, signal });
    return exitCode === 0 ? nextHopsIn(stdout) : [];
  };
  const wanted = [...vias].sort();
  const options = { everyMs: LOOK_EVERY_MS, deadlineMs: HEARD_WITHIN_MS, signal };
  const last = await poll(look, (hops) => isDeepStrictEqual(hops, wanted), options);
  if (isDeepStrictEqual(last, wanted)) return;
  throw new ToldError(
    `after ${HEARD_WITHIN_MS / 1000} s ${node} has no route to ${to} over ${wanted.join(", ")}, but over ${last.join(", ") || "nobody"}`,
    { exitCode: EXIT.cannotRunHere },
  );
}

interface Said {
  readonly node: string;
  readonly command: readonly string[];
  readonly means: string;
}

/** By the neighbour that is asked. */
function saidBy({ plan }: RunningLab): ReadonlyMap<string, readonly Said[]> {
  const said = plan.nodes.flatMap(({ readiness }) => readiness.flatMap(seenElsewhere));
  return new Map(said.map(({ node }) => [node, said.filter((other) => other.node === node)]));
}

function seenElsewhere(probe: ReadinessProbe): Said[] {
  return probe.kind === "command" && probe.seenBy !== undefined
    ? [{ ...probe.seenBy, means: probe.means }]
    : [];
}

async function hears(
  engine: Pick<Engine, "run">,
  lab: RunningLab,
  node: string,
  said: readonly Said[],
  signal: AbortSignal,
): Promise<void> {
  // One shell for all of them; each fails with its own number.
  const script = said.map(({ command }, index) => `${shellCommand(command)} || exit ${index + 1}`);
  let looks = 0;
  const look = async () => {
    looks += 1;
    const command = ["/bin/sh", "-c", script.join("\n")];
    return (await engine.run(lab, node, command, { timeoutMs: 5_000, signal })).exitCode;
  };
  const options = { everyMs: LOOK_EVERY_MS, deadlineMs: HEARD_WITHIN_MS, signal };
  const last = await poll(look, (exitCode) => exitCode === 0, options);
  if (last === 0) return looks > 1 ? wait(HEEDED_AFTER_MS, undefined, { signal }) : undefined;
  throw new ToldError(
    `after ${HEARD_WITHIN_MS / 1000} s it is not so that ${said[last - 1]?.means ?? `${node} answers`}`,
    { exitCode: EXIT.cannotRunHere },
  );
}
