import type { Command } from "commander";
import type { Engine } from "../engines/engine.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { seconds } from "../report/duration.ts";
import { type EngineName, engineOption } from "./engine-option.ts";
import { examples } from "./examples.ts";
import { findLabFile } from "./locate-lab.ts";
import { openEngine } from "./open-engine.ts";
import { findRunningLab, runningLab } from "./running-lab.ts";
import type { Tool } from "./tool.ts";

/** `tierlab down LAB | --all`: takes labs away, whatever state they are in. */
export function define(command: Command, tool: Tool): void {
  command
    .argument("[LAB]", "a running lab's name, or its file")
    .option("--all", "every lab on this machine but those that another tool deployed")
    .addOption(engineOption())
    .addHelpText(
      "after",
      examples({ "tierlab down lvs-dr": "one lab", "tierlab down --all": "every lab on this machine" }),
    )
    .action((lab: string | undefined, { all, engine }: { all?: true; engine?: EngineName }) =>
      tool.finish(() => down(lab, all === true, engine, tool)),
    );
}

async function down(
  lab: string | undefined,
  all: boolean,
  name: EngineName | undefined,
  tool: Tool,
): Promise<number> {
  if ((lab === undefined) !== all) {
    const message = all ? "a lab and --all exclude each other" : "which lab?";
    throw new ToldError(message, {
      exitCode: EXIT.wrongInput,
      help: "`tierlab down LAB`, or `tierlab down --all`",
    });
  }
  const engine = openEngine({ engine: name });
  const names = lab === undefined ? await ownNames(engine, tool) : await namesOf(lab);
  if (names.length === 0) tool.say(lab === undefined ? "no lab runs" : `${lab} does not run`);
  await Promise.all(
    names.map(async (name) => {
      const begun = performance.now();
      await engine.withLock(name, () => engine.down(name));
      tool.say(`${name} is gone (${seconds(performance.now() - begun)})`);
    }),
  );
  return EXIT.ok;

  /** A known lab that does not run is no mistake; a name that nobody knows is one. */
  async function namesOf(given: string): Promise<string[]> {
    const running = await findRunningLab(engine, given);
    if (running !== undefined) return [running.name];
    return findLabFile(given) === null ? [(await runningLab(engine, given)).name] : [];
  }
}

/** What another tool deployed is that one's to take away. */
async function ownNames(engine: Engine, tool: Tool): Promise<string[]> {
  const labs = await engine.list();
  const foreign = labs.filter((one) => one.foreign === true);
  for (const { name } of foreign)
    tool.say(`${name} stays: another tool deployed it; \`tierlab down ${name}\` takes it away`);
  return labs.filter((one) => !foreign.includes(one)).map(({ name }) => name);
}
