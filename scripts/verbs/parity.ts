import { join } from "node:path";
import type { Command } from "commander";
import type { NodeKernelChoice } from "../engines/engine.ts";
import { stateFolder } from "../engines/state/state-folder.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { machineGate } from "../gate/machine-gate.ts";
import type { World } from "../report/parity-rows.ts";
import { comparedInWords, parityTable, worldsAgree } from "../report/parity-table.ts";
import type { LabResult } from "../report/result.ts";
import type { LabFile } from "../run/lab-file.ts";
import { realMeans } from "../run/real-means.ts";
import { testLabs } from "../run/test-labs.ts";
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
  const results = worlds.flatMap(({ result }) => result ?? []);
  if (results.length === 0) return EXIT.cannotRunHere;
  const failed = results.some(({ verdict }) => verdict === "failed");
  tool.say(
    `${results.length} of ${worlds.length} worlds; of ${comparedInWords(worlds)} ${worldsAgree(worlds) ? "all are the same" : "not all are the same"}`,
  );
  return worldsAgree(worlds) && !failed ? EXIT.ok : EXIT.checkFailed;
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
    const result = await prove(engine, kernel, file, options, tool);
    const lack = result.verdict === "skipped" ? result.error : null;
    return lack === null ? { name, result, lack } : { name, result: null, lack };
  } catch (error) {
    if (!(error instanceof ToldError) || tool.signal.aborted) throw error;
    return { name, result: null, lack: error.message };
  }
}

async function prove(
  engine: EngineName,
  nodeKernel: NodeKernelChoice,
  file: LabFile,
  { only, breaks }: Options,
  tool: Tool,
): Promise<LabResult> {
  // A comparison installs no other engine.
  if (needsDocker(engine) && !(await askDocker(["version"])).worked)
    throw new ToldError("no Docker daemon answers", { exitCode: EXIT.cannotRunHere });
  const machine = await prepareMachine(nodeKernel, tool, { docker: needsDocker(engine) });
  const folderOf = (name: string) => join(stateFolder(), name, "captures");
  const all = openEngine({ machine, engine, files: [file] });
  const means = realMeans(all, { folderOf, cleared: true }, machineGate(), tool.signal);
  const view = await progressOn(process.stderr);
  const { labs, bug } = await testLabs(
    [file],
    1,
    () => ({ only, breaks, keep: false, nodeKernel, spent: [] }),
    (one) => ({ means, signal: tool.signal, progress: view.progressOf(one.lab.lab) }),
    () => {},
  ).finally(() => view.end());
  const [result] = labs;
  if (result === undefined) throw bug ?? new Error("Expected a result of the lab");
  return result;
}
