import { readFile } from "node:fs/promises";
import { didYouMean } from "../../stacks/lab/suggest.ts";
import type { PlannedNode } from "../../stacks/plan/plan.ts";
import type { Engine, RunningLab } from "../engines/engine.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { staleLab } from "../run/stale-lab.ts";
import { findLabFile, knownLabs } from "./locate-lab.ts";

/** The running lab that a person means: by its name, or by its file, which may be wrong or gone by now. */
export async function findRunningLab(engine: Engine, lab: string): Promise<RunningLab | undefined> {
  // Whatever another lab is in the middle of is no matter for one that is known by its name.
  const known = lab.includes("/") ? undefined : await engine.find(lab);
  if (known !== undefined) return known;
  const running = await engine.list();
  const path = findLabFile(lab);
  const named = path === null ? null : await nameIn(path);
  return (
    running.find((one) => one.source === path) ??
    running.find((one) => one.name === named) ??
    // Containers that another tool deployed are not always listed.
    (await engine.find(named ?? lab))
  );
}

/** The same, but a lab that does not run is a mistake. */
export async function runningLab(engine: Engine, lab: string): Promise<RunningLab> {
  const found = await findRunningLab(engine, lab);
  if (found?.stale !== undefined) throw staleLab(found);
  if (found !== undefined) return found;
  const running = (await engine.list()).map((one) => one.name);
  const names = running.length === 0 ? "no lab runs" : `labs that run: ${running.join(", ")}`;
  const start = findLabFile(lab) === null ? null : `\`tierlab up ${lab}\` builds it`;
  throw new ToldError(`lab \`${lab}\` does not run`, {
    exitCode: EXIT.wrongInput,
    help: start ?? didYouMean(lab, [...running, ...knownLabs()]) ?? names,
  });
}

/** A node of a running lab by its name. */
export function nodeIn(lab: RunningLab, name: string): PlannedNode {
  const found = lab.plan.nodes.find((node) => node.name === name);
  if (found !== undefined) return found;
  const names = lab.plan.nodes.map((node) => node.name);
  const some = names.length > 20 ? `${names.slice(0, 20).join(", ")}, …` : names.join(", ");
  throw new ToldError(`lab \`${lab.name}\` has no node \`${name}\``, {
    exitCode: EXIT.wrongInput,
    help: didYouMean(name, names) ?? `its nodes: ${some}`,
  });
}

/** The name on a file's `lab:` line; the rest of the file may be wrong. */
async function nameIn(path: string): Promise<string | null> {
  const text = await readFile(path, "utf8").catch(() => "");
  return /^lab:\s*["']?([a-z][a-z0-9-]*)/m.exec(text)?.[1] ?? null;
}
