import { join } from "node:path";
import { type Command, Option } from "commander";
import { FAMILIES, type Family } from "../../stacks/plan/prefix.ts";
import type { NodeKernelChoice, RunningLab } from "../engines/engine.ts";
import { stateFolder } from "../engines/state/state-folder.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { machineGate } from "../gate/machine-gate.ts";
import { TRACE_FORMATS, type TraceFormat } from "../report/trace/formats.ts";
import { traceText } from "../report/trace/text.ts";
import { locked } from "../run/locked.ts";
import type { RunContext } from "../run/measure.ts";
import { type Captures, realMeans } from "../run/real-means.ts";
import { columnsOf } from "../terminal/columns.ts";
import { styleFor } from "../terminal/style.ts";
import { ask } from "../trace/ask.ts";
import { claimIn, requestFor } from "../trace/choose.ts";
import { type TracedLab, withBytes } from "../trace/traced-lab.ts";
import { type EngineName, engineOption } from "./engine-option.ts";
import { examples } from "./examples.ts";
import { nodeKernelOption } from "./node-kernel-option.ts";
import { openEngine } from "./open-engine.ts";
import { mustBeWritable, writeOut } from "./out-file.ts";
import { findRunningLab } from "./running-lab.ts";
import type { Tool } from "./tool.ts";

interface Options {
  readonly from?: string;
  readonly over?: Family;
  readonly path?: string;
  readonly reply?: true;
  readonly break?: string;
  readonly format: TraceFormat;
  readonly out?: string;
  readonly nodeKernel: NodeKernelChoice;
  readonly engine?: EngineName;
}

/** `tierlab trace LAB [SERVICE]`: the way of one request, hop by hop. */
export function define(command: Command, tool: Tool): void {
  command
    .argument("<LAB>", "a lab; one that does not run is brought up for it, and taken away")
    .argument("[SERVICE]", "a service, a tier of web servers, or a name that clients look up")
    .option("--from <NODE>", "the client that asks; the first one without it")
    .addOption(new Option("--over <FAMILY>", "which addresses it asks by").choices(FAMILIES))
    .option("--path <PATH>", "what it asks for, as in /prices?size=1000")
    .option("--reply", "show the reply hop by hop as well, and not only its way")
    .option("--break <ID>", "the way beside the one with the cause of this claim taken away")
    .addOption(
      new Option("--format <FORMAT>", "of what is shown").choices(Object.keys(TRACE_FORMATS)).default("text"),
    )
    .option("--out <FILE>", "write it to a file, and show the text")
    .addOption(nodeKernelOption())
    .addOption(engineOption())
    .addHelpText(
      "after",
      examples({
        "tierlab trace lvs-dr": "of its only service",
        "tierlab trace l4-l7 cart --from client2": "of one of several, asked by another client",
        "tierlab trace lvs-dr --break dr-reply": "and what a break makes of it",
        "tierlab trace lvs-dr --format html --out walk.html": "for a report",
        "tierlab trace lvs-dr --format pcapng --out walk.pcapng": "for Wireshark",
      }),
    )
    .action((lab: string, service: string | undefined, options: Options) =>
      tool.finish(() => trace(lab, service, options, tool)),
    );
}

async function trace(
  lab: string,
  service: string | undefined,
  options: Options,
  tool: Tool,
): Promise<number> {
  if (options.format === "pcapng" && options.out === undefined && process.stdout.isTTY)
    throw new ToldError("packets are not for a terminal", {
      exitCode: EXIT.wrongInput,
      help: `--out ${lab}.pcapng, or pipe it: | wireshark -k -i -`,
    });
  await mustBeWritable(options.out, "trace");
  const running = options.break === undefined ? await findRunningLab(openEngine(options), lab) : undefined;
  const traced =
    running === undefined || running.unfinished
      ? await fromFile(lab, service, options, tool)
      : await whatRuns(running, service, options, tool);
  await tell(traced, options, tool);
  return traced.report.trace.outcome.served ? EXIT.ok : EXIT.checkFailed;
}

/** A lab that runs is asked as it is, whatever its file says by now. */
async function whatRuns(
  found: RunningLab,
  service: string | undefined,
  options: Options,
  tool: Tool,
): Promise<TracedLab> {
  const engine = openEngine(options);
  const send = requestFor(found.plan, service, options);
  const means = realMeans(engine, CAPTURES, machineGate(), tool.signal);
  const { trace, bytes } = await locked(engine, found.name, lockOf(found.name, tool), async () => {
    const lab = (await engine.find(found.name)) ?? found;
    return await withBytes(await ask({ means, lab, send, signal: tool.signal }));
  });
  return { report: { trace, breaks: [] }, captures: [bytes] };
}

async function fromFile(
  lab: string,
  service: string | undefined,
  options: Options,
  tool: Tool,
): Promise<TracedLab> {
  // A lab that runs is asked the sooner without what builds one.
  const [{ openLab }, { prepareMachine }, { progressOn }, { traceOnLab }] = await Promise.all([
    import("./open-labs.ts"),
    import("./prepare-machine.ts"),
    import("./progress-on.ts"),
    import("../trace/on-lab.ts"),
  ]);
  const file = await openLab(lab);
  const claim = options.break === undefined ? null : claimIn(file.lab, options.break);
  const send = requestFor(file.plan, service, options, claim);
  const docker = options.engine === "docker";
  // A break may need another kernel than the lab itself.
  const plans = [file.plan, ...(claim?.breaks ?? []).map((one) => file.planOf(one))];
  const machine = await prepareMachine(options.nodeKernel, tool, { plans, docker });
  const engine = openEngine({ machine, engine: options.engine, files: [file] });
  const view = await progressOn(process.stderr);
  const context: RunContext = {
    means: realMeans(engine, CAPTURES, machineGate(), tool.signal),
    progress: view.progressOf(file.lab.lab),
    signal: tool.signal,
  };
  const order = { send, claim, nodeKernel: options.nodeKernel };
  const lock = lockOf(file.lab.lab, tool);
  return await locked(engine, file.lab.lab, lock, () => traceOnLab(file, order, context)).finally(() =>
    view.end(),
  );
}

function lockOf(lab: string, tool: Tool) {
  return { signal: tool.signal, onWait: () => tool.say(`waiting for another verb on ${lab}`) };
}

/** Beside those of tests, which stay for a person to look at. */
const CAPTURES: Captures = { folderOf: (lab) => join(stateFolder(), lab, "trace"), cleared: true };

async function tell(traced: TracedLab, { format, out, reply }: Options, tool: Tool): Promise<void> {
  const text = () =>
    traceText(traced.report, {
      style: styleFor(process.stdout),
      columns: columnsOf(process.stdout),
      reply: reply === true,
    });
  if (format === "text" && out === undefined) return tool.print(text());
  const data = TRACE_FORMATS[format](traced);
  if (out === undefined) return typeof data === "string" ? tool.print(data) : void process.stdout.write(data);
  await writeOut(out, data, "trace");
  tool.print(text());
  tool.say(`trace: ${out}`);
}
