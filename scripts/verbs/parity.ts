import { join } from "node:path";
import type { Command } from "commander";
import type { NodeKernelChoice } from "../engines/engine.ts";
import { stateFolder } from "../engines/state/state-folder.ts";
import { NoDaemonError, NotHereError, ToldError } from "../errors.ts";
import { machineGate } from "../gate/machine-gate.ts";
import type { World } from "../report/parity-rows.ts";
import { comparedInWords, parityExitCode, parityTable, worldsAgree } from "../report/parity-table.ts";
import type { LabFile } from "../run/lab-file.ts";
import { realMeans } from "../run/real-means.ts";
import { type TestedLab, testLab } from "../run/test-lab.ts";
import { askDocker } from "../setup/docker-client.ts";
import { styleFor } from "../terminal/style.ts";
import { type EngineName, needsDocker } from "./engine-option.ts";
import { examples } from "./examples.ts";
import { openEngine } from "./open-engine.ts";
import { openLab } from "./open-labs.ts";
import { prepareMachine } from "./prepare-machine.ts";
import { progressOn } from "./progress-on.ts";
import type { Tool } from "./tool.ts";

interface Options {
  readonly only: readonly string[];
  readonly breaks: boolean;
}

/** Every engine, and the local one on both node kernels. */
const WORLDS: readonly { readonly engine: EngineName; readonly kernel: NodeKernelChoice }[] = [
  { engine: "local", kernel: "uml" },
  { engine: "local", kernel: "host" },
  { engine: "docker", kernel: "auto" },
  { engine: "containerlab", kernel: "auto" },
];

/** `tierlab parity LAB`: proves one lab on all engines and node kernels of this machine; their verdicts must agree. */
export function define(command: Command, tool: Tool): void {
  command
    .argument("<LAB>", "a lab file, or the name of a lab")
    .option(
      "--only <ID>",
      "only the claim with this id; may be given several times",
      (id, before: string[]) => [...before, id],
      [],
    )
    .option("--no-breaks", "do not take the causes away")
    .addHelpText(
      "after",
      examples({ "tierlab parity lvs-dr": "one lab everywhere, claim by claim, one after another" }),
    )
    .action((lab: string, options: Options) => tool.finish(() => parity(lab, options, tool)));
}

async function parity(lab: string, options: Options, tool: Tool): Promise<number> {
  const file = await openLab(lab);
  const worlds: World[] = [];
  for (const { engine, kernel } of WORLDS) {
    const name = engine === "local" ? `${engine}, ${kernel}` : engine;
    tool.say(`${file.lab.lab} on ${name}`);
    worlds.push(await worldOf(name, engine, kernel, file, options, tool));
  }
  tool.print(parityTable(worlds, styleFor(process.stdout)));
  const compared = worlds.filter(({ result }) => result !== null).length;
  if (compared > 0)
    tool.say(
      `${compared} of ${worlds.length} worlds; of ${comparedInWords(worlds)} ${worldsAgree(worlds) ? "all are the same" : "not all are the same"}`,
    );
  return parityExitCode(worlds);
}

async function worldOf(
  name: string,
  engine: EngineName,
  kernel: NodeKernelChoice,
  file: LabFile,
  options: Options,
  tool: Tool,
): Promise<World> {
  try {
    const { result, bug, notHere } = await prove(engine, kernel, file, options, tool);
    if (bug !== undefined) throw bug;
    if (notHere) return { name, result: null, lack: result.error, trouble: null };
    const judged = result.tests.some(({ checks }) => checks.length > 0);
    return { name, result: judged ? result : null, lack: null, trouble: result.error };
  } catch (error) {
    if (!(error instanceof ToldError) || tool.signal.aborted) throw error;
    const [lack, trouble] = error instanceof NotHereError ? [error.message, null] : [null, error.message];
    return { name, result: null, lack, trouble };
  }
}

async function prove(
  engine: EngineName,
  nodeKernel: NodeKernelChoice,
  file: LabFile,
  { only, breaks }: Options,
  tool: Tool,
): Promise<TestedLab> {
  const docker = await hereWithDocker(engine);
  const machine = await prepareMachine(nodeKernel, tool, { docker });
  const folderOf = (name: string) => join(stateFolder(), name, "captures");
  const all = openEngine({ machine, engine, files: [file] });
  const means = realMeans(all, { folderOf, cleared: true }, machineGate(), tool.signal);
  const view = await progressOn(process.stderr);
  const options = { only, breaks, keep: false, nodeKernel, spent: [] };
  const context = { means, signal: tool.signal, progress: view.progressOf(file.lab.lab) };
  return testLab(file, options, context).finally(() => view.end());
}

/** Whether the engine needs Docker; throws where that is not here: a comparison installs no other engine. */
async function hereWithDocker(engine: EngineName): Promise<boolean> {
  const help = "`tierlab doctor` tells what to do";
  try {
    if (!needsDocker(engine)) return false;
  } catch (error) {
    throw error instanceof NoDaemonError ? new NotHereError(error.message, { help, cause: error }) : error;
  }
  if (!(await askDocker(["version"])).worked) throw new NotHereError("no Docker daemon answers", { help });
  return true;
}
