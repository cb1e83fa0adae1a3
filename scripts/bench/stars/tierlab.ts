import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PHASES } from "../../run/phases.ts";
import type { BenchContext } from "../context.ts";
import type { Part } from "../row.ts";
import { settle } from "../settle.ts";
import { reasonOf, type Timed, timedTierlab } from "../timed.ts";
import type { StarMaker, StarRound } from "./star.ts";

/** tierlab's own local engine, from the start of the command to its end. */
export const tierlab: StarMaker = {
  name: "tierlab",
  most: 1_000,
  lack: async () => null,
  round: (nodes, context) => round(nodes, context, []),
};

/** The same lab by an engine whose nodes are Docker containers; where a star of one node cannot be made, it says why. */
function byEngine(engine: "docker" | "containerlab"): StarMaker {
  const args = ["--engine", engine];
  return {
    name: `tierlab --engine ${engine}`,
    most: 200,
    fewRounds: 1,
    lack: async (context) => {
      try {
        await round(1, context, args);
        return null;
      } catch (error) {
        context.signal.throwIfAborted();
        return reasonOf(error);
      }
    },
    round: (nodes, context) => round(nodes, context, args),
  };
}

export const tierlabDocker: StarMaker = byEngine("docker");
export const tierlabContainerlab: StarMaker = byEngine("containerlab");

async function round(nodes: number, context: BenchContext, args: readonly string[]): Promise<StarRound> {
  const name = starName(nodes);
  const file = await writeStar(nodes, context);
  try {
    const up = await timedTierlab(context, ["up", file, ...args], { timeoutMs: 600_000, env: { CI: "1" } });
    const down = await timedTierlab(context, ["down", name], { timeoutMs: 300_000 });
    const afterwards = {
      name: "the kernel's own clean-up afterwards",
      value: await settle(context.signal),
    };
    return { up: { ms: up.ms, parts: phasesOf(up) }, down: { ms: down.ms, parts: [afterwards] } };
  } catch (error) {
    const clean = { ...context, signal: AbortSignal.timeout(60_000) };
    await timedTierlab(clean, ["down", file], { timeoutMs: 60_000 }).catch(() => {});
    throw error;
  }
}

/** A lab of plain nodes on one segment. */
export function starLab(nodes: number): string {
  return `lab: ${starName(nodes)}
about: Plain nodes on one segment, to measure what a node costs.
segments: { floor: 198.18.0.0/20 }
tiers: { client: { role: client, on: floor, count: ${nodes} } }
`;
}

/** Writes a star's lab file into the run's folder; resolves to its path. */
export async function writeStar(nodes: number, { folder }: Pick<BenchContext, "folder">): Promise<string> {
  const file = join(folder, `${starName(nodes)}.yaml`);
  await writeFile(file, starLab(nodes));
  return file;
}

function starName(nodes: number): string {
  return `bench-star-${nodes}`;
}

/** The phases that `tierlab up` tells in a pipe, by the time their first lines came; `start` is Node.js, the plan and the look at the machine. */
function phasesOf({ lines, ms }: Timed): Part[] {
  const marks = [{ name: "start", atMs: 0 }];
  for (const { text, atMs } of lines) {
    const stands = / is up: /.test(text);
    const name = stands ? "end" : PHASE.exec(text)?.[1];
    if (name !== undefined && marks.every((mark) => mark.name !== name)) marks.push({ name, atMs });
    if (stands) break;
  }
  return marks.map(({ name, atMs }, index) => ({ name, value: (marks[index + 1]?.atMs ?? ms) - atMs }));
}

const PHASE = new RegExp(`\\b(${PHASES.join("|")})\\b`);
