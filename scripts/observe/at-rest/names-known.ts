import { setTimeout as wait } from "node:timers/promises";
import type { PlannedNode } from "../../../stacks/plan/plan.ts";
import type { Engine, RunningLab } from "../../engines/engine.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { poll } from "../poll.ts";

/** A check of a site that has come back takes some seconds. */
const KNOWN_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 100;

/**
 * Resolves once the name servers answer each client with its own site, as after a fault that took one out. Where they
 * did not at first, resolvers may keep what they were told for the TTL, which is waited for as well.
 */
export async function namesKnown(
  engine: Pick<Engine, "run">,
  lab: RunningLab,
  signal: AbortSignal,
): Promise<void> {
  const servers = lab.plan.nodes.filter(({ role }) => role === "dns");
  if (servers.length === 0) return;
  let looks = 0;
  const look = async () => {
    looks += 1;
    const known = await Promise.all(servers.map((server) => answersAll(engine, lab, server, signal)));
    return known.every(Boolean);
  };
  const options = { everyMs: LOOK_EVERY_MS, deadlineMs: KNOWN_WITHIN_MS, signal };
  const isKnown = await poll(look, (known) => known, options);
  if (!isKnown)
    throw new ToldError(
      `the name servers do not answer with every site after ${KNOWN_WITHIN_MS / 1000} s: ${servers.map(({ name }) => name).join(", ")}`,
      { exitCode: EXIT.cannotRunHere },
    );
  if (looks > 1)
    await wait(Math.max(...(lab.plan.names ?? []).map(({ ttlMs }) => ttlMs)), undefined, { signal });
}

async function answersAll(
  engine: Pick<Engine, "run">,
  lab: RunningLab,
  { name, readiness }: PlannedNode,
  signal: AbortSignal,
): Promise<boolean> {
  const answers = await Promise.all(
    readiness.map(async (probe) => {
      if (probe.kind !== "command") return true;
      const { exitCode } = await engine.run(lab, name, [...probe.command], { timeoutMs: 5_000, signal });
      return exitCode === 0;
    }),
  );
  return answers.every(Boolean);
}
