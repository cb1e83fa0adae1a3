import type { Command } from "commander";
import { diffPlans } from "../../stacks/diff/diff-plans.ts";
import type { Step } from "../../stacks/diff/step.ts";
import { mayBeUml } from "../../stacks/guest/kernel-sides.ts";
import type { Engine, NodeKernelChoice, RunningLab } from "../engines/engine.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { seconds } from "../report/duration.ts";
import { driftOf } from "../run/drift-of.ts";
import type { LabFile } from "../run/lab-file.ts";
import { locked } from "../run/locked.ts";
import { staleLab } from "../run/stale-lab.ts";
import { styleFor } from "../terminal/style.ts";
import { type EngineName, engineOption, needsDocker } from "./engine-option.ts";
import { examples } from "./examples.ts";
import { nodeKernelOption } from "./node-kernel-option.ts";
import { openEngine } from "./open-engine.ts";
import { openLab } from "./open-labs.ts";
import { prepareMachine } from "./prepare-machine.ts";
import { progressOn } from "./progress-on.ts";
import { stepCount, stepLines } from "./step-lines.ts";
import type { Tool } from "./tool.ts";

interface Options {
  readonly dryRun?: true;
  readonly recreate?: true;
  readonly repair?: true;
  readonly nodeKernel: NodeKernelChoice;
  readonly engine?: EngineName;
}

/** `tierlab up LAB`: builds a lab, or shows what differs between what runs and its file, and applies just that. */
export function define(command: Command, tool: Tool): void {
  command
    .argument("<LAB>", "a lab file, or the name of a lab")
    .option("--dry-run", "only show what would be done")
    .option("--recreate", "take a running lab away first, and build it from nothing")
    .option("--repair", "also bring back what somebody changed in the nodes by hand")
    .addOption(nodeKernelOption())
    .addOption(engineOption())
    .addHelpText(
      "after",
      examples({
        "tierlab up lvs-dr": "build it, or apply what was edited",
        "tierlab up lvs-dr --dry-run": "show what differs, and stop there",
        "tierlab up lvs-dr --repair": "undo what was changed by hand",
        "tierlab up lvs-dr --node-kernel uml": "directors on a kernel of their own",
        "tierlab up lvs-dr --engine docker": "as Docker containers, by Terraform",
        "tierlab up lvs-dr --engine containerlab": "as Docker containers, by containerlab",
      }),
    )
    .action((lab: string, options: Options) => tool.finish(() => up(lab, options, tool)));
}

async function up(lab: string, options: Options, tool: Tool): Promise<number> {
  const file = await openLab(lab);
  if (options.dryRun === true)
    return await showOnly(file, options, openEngine({ engine: options.engine, files: [file] }), tool);
  const machine = await prepareMachine(options.nodeKernel, tool, {
    plans: [file.plan],
    docker: needsDocker(options.engine),
  });
  const engine = openEngine({ machine, engine: options.engine, files: [file] });
  const name = file.lab.lab;
  const lock = { signal: tool.signal, onWait: () => tool.say(`waiting for another verb on ${name}`) };
  await locked(engine, name, lock, async () => {
    const found = await engine.find(name);
    const cutOff = found?.unfinished === true;
    if (cutOff) tool.say(`the last change of ${name} was cut off midway: it is built anew`);
    const anew = cutOff || options.recreate === true;
    if (anew) await engine.down(name);
    const running = anew || isRedeployed(found, options) ? undefined : found;
    if (running === undefined) await build(file, options, engine, tool);
    else await change(running, file, options, engine, tool);
  });
  return EXIT.ok;
}

/** What was deployed from another plan only what deploys can bring up to date: for Docker, Terraform. */
function isRedeployed(found: RunningLab | undefined, { engine }: Options): boolean {
  if (found?.stale === undefined) return false;
  if (engine === "docker" && found.onlyAnew !== true) return true;
  throw staleLab(found);
}

async function showOnly(file: LabFile, options: Options, engine: Engine, tool: Tool): Promise<number> {
  const running = await engine.find(file.lab.lab);
  if (running === undefined || running.unfinished || options.recreate === true) {
    const { nodes, segments } = file.plan;
    tool.say(`${file.lab.lab} would be built: ${nodes.length} nodes on ${segments.length} segments`);
    const style = styleFor(process.stdout);
    for (const node of nodes) tool.print(`  ${style("green", "+")} ${node.name}  ${node.role}`);
    return EXIT.ok;
  }
  if (isRedeployed(running, options)) {
    tool.say(`${running.name} runs as containers, but ${running.stale}: Terraform would bring it up to date`);
    return EXIT.ok;
  }
  refuseOtherKernel(running, options.nodeKernel);
  const steps = await stepsTo(running, file, options, engine);
  tellSteps(running, steps, tool);
  if (steps.length > 0) tool.say("nothing was changed (--dry-run)");
  return EXIT.ok;
}

async function build(file: LabFile, options: Options, engine: Engine, tool: Tool): Promise<void> {
  const name = file.lab.lab;
  const begun = performance.now();
  const view = await progressOn(process.stderr);
  const progress = view.progressOf(name);
  let phase = "";
  const running = await engine
    .up({
      plan: file.plan,
      source: file.path,
      nodeKernel: options.nodeKernel,
      signal: tool.signal,
      progress: (event) => {
        if (event.phase !== phase && event.phase !== "steps") progress({ kind: "phase", phase: event.phase });
        phase = event.phase;
        if (event.node === undefined) progress({ kind: "doing", text: event.text });
        else progress({ kind: "node", node: event.node, text: event.text });
      },
    })
    .finally(() => view.end());
  const uml = Object.values(running.nodeKernels).filter((kernel) => kernel === "uml").length;
  const kernels = uml === 0 ? "" : `, ${uml} of them on User Mode Linux`;
  tool.say(
    `${name} is up: ${file.plan.nodes.length} nodes${kernels}, in ${seconds(performance.now() - begun)}`,
  );
  tellNext(running, tool);
}

async function change(
  running: RunningLab,
  file: LabFile,
  options: Options,
  engine: Engine,
  tool: Tool,
): Promise<void> {
  refuseOtherKernel(running, options.nodeKernel);
  const steps = await stepsTo(running, file, options, engine);
  tellSteps(running, steps, tool);
  if (steps.length === 0) return;
  const begun = performance.now();
  const view = await progressOn(process.stderr);
  const progress = view.progressOf(running.name);
  await engine
    .apply(running, steps, file.plan, {
      progress: ({ node, text }) =>
        progress({ kind: "doing", text: node === undefined ? text : `${node}: ${text}` }),
      signal: tool.signal,
    })
    .finally(() => view.end());
  tool.say(`${running.name} is as its file says, in ${seconds(performance.now() - begun)}`);
}

/** What leads from what runs to what the file says; with `--repair` from what the nodes really are. */
async function stepsTo(
  running: RunningLab,
  file: LabFile,
  options: Options,
  engine: Engine,
): Promise<readonly Step[]> {
  const edits = diffPlans(running.plan, file.plan);
  if (options.repair !== true) return edits;
  // A node that the file has no more goes as it is.
  const kept = new Set(file.plan.nodes.map((node) => node.name));
  const nodes = running.plan.nodes.filter((node) => kept.has(node.name));
  return [...(await driftOf(running, engine, nodes)), ...edits];
}

function refuseOtherKernel(running: RunningLab, choice: NodeKernelChoice): void {
  if (choice === "auto") return;
  const other = running.plan.nodes
    .filter(mayBeUml)
    .find((node) => (running.nodeKernels[node.name] ?? "host") !== choice);
  if (other === undefined) return;
  throw new ToldError(
    `${running.name} runs, and its node ${other.name} has another node kernel than ${choice}`,
    {
      exitCode: EXIT.wrongInput,
      help: `tierlab up ${running.name} --recreate --node-kernel ${choice}`,
    },
  );
}

function tellSteps(running: RunningLab, steps: readonly Step[], tool: Tool): void {
  if (steps.length === 0) {
    tool.say(`${running.name} runs as its file says: nothing to do`);
    return;
  }
  tool.say(`${running.name} runs, and its file says otherwise:`);
  tool.print(stepLines(steps, running.plan, styleFor(process.stdout)).join("\n"));
  tool.say(stepCount(steps));
}

function tellNext({ name, plan }: RunningLab, tool: Tool): void {
  const director = plan.nodes.find((node) => node.kernelNeeds.includes("ipvs"));
  const client = plan.nodes.find((node) => node.role === "client");
  const service = plan.services[0];
  const next = [
    `tierlab test ${name} --keep`,
    ...(director === undefined ? [] : [`tierlab exec ${name} ${director.name} -- ipvsadm -Ln`]),
    ...(client === undefined || service === undefined
      ? []
      : [`tierlab exec ${name} ${client.name} -- curl -s http://${service.vip}:${service.port}/`]),
    `tierlab down ${name}`,
  ];
  tool.say(["next:", ...next.map((line) => `  ${line}`)].join("\n"));
}
