import { availableParallelism, release } from "node:os";
import { join, resolve } from "node:path";
import { type Command, Option } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { didYouMean } from "../../stacks/lab/suggest.ts";
import { keepVerdicts } from "../claims/verdict-file.ts";
import { startCommandsAside } from "../commands/command.ts";
import type { NodeKernelChoice } from "../engines/engine.ts";
import { stateFolder } from "../engines/state/state-folder.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { machineGate } from "../gate/machine-gate.ts";
import { FORMATS, type FormatName } from "../report/formats.ts";
import type { LabResult, Report } from "../report/result.ts";
import { terminalOptionsOf, terminalReport } from "../report/terminal-report.ts";
import { exitCodeOf } from "../report/verdict.ts";
import type { LabFile } from "../run/lab-file.ts";
import { type Captures, realMeans } from "../run/real-means.ts";
import { testLabs } from "../run/test-labs.ts";
import { versionsOf } from "../setup/versions.ts";
import { styleFor } from "../terminal/style.ts";
import { type EngineName, engineOption, needsDocker } from "./engine-option.ts";
import { examples } from "./examples.ts";
import { knownLabs } from "./locate-lab.ts";
import { nodeKernelOption } from "./node-kernel-option.ts";
import { openEngine } from "./open-engine.ts";
import { openLabs } from "./open-labs.ts";
import { mustBeWritable, writeOut } from "./out-file.ts";
import { prepareMachine } from "./prepare-machine.ts";
import { progressOn } from "./progress-on.ts";
import type { Tool } from "./tool.ts";

interface Options {
  readonly keep?: true;
  readonly only: readonly string[];
  readonly breaks: boolean;
  readonly format: FormatName;
  readonly out?: string;
  readonly captures?: string;
  readonly nodeKernel: NodeKernelChoice;
  readonly engine?: EngineName;
}

/** `tierlab test [LAB...]`: proves each claim, and that each proof fails once its cause is taken away. */
export function define(command: Command, tool: Tool): void {
  command
    .argument("[LAB...]", "lab files, or names of labs; every lab in labs/ without it")
    .addOption(
      new Option("--only <ID>", "only the claim with this id; may be given several times")
        .argParser(collected)
        .default([], "all"),
    )
    .option("--no-breaks", "do not take the causes away: faster, and proves less")
    .option("--keep", "leave the lab running afterwards")
    .addOption(
      new Option("--format <FORMAT>", "the report's format on standard output, or in --out's file")
        .choices(Object.keys(FORMATS))
        .default("text"),
    )
    .option("--out <FILE>", "write the report in --format to a file, and show the text one")
    .option("--captures <DIR>", "leave the packets of each claim there, as pcapng files")
    .addOption(nodeKernelOption())
    .addOption(engineOption())
    .addHelpText(
      "after",
      examples({
        "tierlab test lvs-dr": "prove every claim of a lab",
        "tierlab test": "of all labs in labs/, side by side as far as none disturbs another's timing",
        "tierlab test lvs-dr --only dr-arp --only spread": "two claims of it",
        "tierlab test lvs-dr --format junit --out report.xml": "for a CI server",
        "tierlab test lvs-dr --format html --out report.html": "one page to hand on",
        "tierlab test lvs-dr --format markdown --out comment.md": "for a pull request",
        "tierlab test lvs-dr --keep": "and look around afterwards",
      }),
    )
    .action((labs: string[], options: Options) => tool.finish(() => test(labs, options, tool)));
}

function collected(id: string, before: readonly string[]): string[] {
  return [...before, id];
}

async function test(labs: readonly string[], options: Options, tool: Tool): Promise<number> {
  const begun = performance.now();
  await mustBeWritable(options.out, "report");
  const files = chosenFiles(await openLabs(labs.length === 0 ? knownLabs() : labs), options.only);
  const planned = performance.now();
  await startCommandsAside();
  const machine = await prepareMachine(options.nodeKernel, tool, { docker: needsDocker(options.engine) });
  const spent = [
    ["plan", planned - begun],
    ["setup", performance.now() - planned],
  ] as const;
  const means = realMeans(
    openEngine({ machine, engine: options.engine, files }),
    capturesIn(options.captures),
    machineGate(),
    tool.signal,
  );
  const view = await progressOn(process.stderr);
  const lost: string[] = [];
  const { labs: results, bug } = await testLabs(
    files,
    {
      // Four more than the processors: the more labs stand, the more of them are timed in one turn.
      labs: availableParallelism() + 4,
      ofOneLab: (options.engine ?? "local") === "local" ? availableParallelism() : 1,
    },
    () => ({
      only: options.only,
      breaks: options.breaks,
      keep: options.keep === true,
      nodeKernel: options.nodeKernel,
      spent,
    }),
    (file) => ({ means, signal: tool.signal, progress: view.progressOf(file.lab.lab) }),
    (file, result) => keep(file, result, lost),
  ).finally(() => view.end());
  const report = reportOf(results, await versionsOf(), bug !== undefined, tool);
  await tell(report, options, tool);
  for (const trouble of lost) tool.say(trouble);
  if (bug !== undefined) throw bug;
  return report.exitCode;
}

/** For `tierlab claims`; a full disk takes nothing away from what was proven. */
function keep(file: LabFile, result: LabResult, lost: string[]): void {
  try {
    keepVerdicts(file, result);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    lost.push(`the verdicts of ${result.lab} could not be kept: ${reason}`);
  }
}

/** Packets lie with the lab's record and go with the lab, unless a person wants them elsewhere. */
function capturesIn(wanted: string | undefined): Captures {
  if (wanted === undefined) return { folderOf: (lab) => join(stateFolder(), lab, "captures"), cleared: true };
  return { folderOf: (lab) => join(resolve(wanted), lab), cleared: false };
}

/** The labs that have claims to test; an id that no lab has is a mistake. */
function chosenFiles(files: readonly LabFile[], only: readonly string[]): LabFile[] {
  const ids = files.flatMap((file) => file.lab.tests.map((test) => test.id));
  const unknown = only.find((id) => !ids.includes(id));
  if (unknown !== undefined)
    throw new ToldError(`no claim has the id \`${unknown}\``, {
      exitCode: EXIT.wrongInput,
      help: didYouMean(unknown, ids) ?? `claims: ${[...new Set(ids)].join(", ")}`,
    });
  const chosen = files.filter(({ lab: { tests } }) =>
    only.length === 0 ? tests.length > 0 : tests.some((test) => only.includes(test.id)),
  );
  if (chosen.length === 0)
    throw new ToldError(`${files.map((file) => file.shownPath).join(", ")}: no tests, so nothing to prove`, {
      exitCode: EXIT.wrongInput,
      help: "write claims under `tests:`; labs/lvs-dr.yaml has some",
    });
  return chosen;
}

function reportOf(
  labs: readonly LabResult[],
  versions: Report["versions"],
  atFault: boolean,
  tool: Tool,
): Report {
  const exitCode = atFault ? EXIT.bug : exitCodeOf(labs);
  return {
    format: 2,
    tierlab: manifest.version,
    machine: { kernel: release(), cpus: availableParallelism() },
    versions,
    labs,
    exitCode: tool.signal.aborted ? EXIT.interrupted : exitCode,
  };
}

async function tell(report: Report, { format, out }: Options, tool: Tool): Promise<void> {
  const text = () => terminalReport(report, terminalOptionsOf(process.stdout, styleFor(process.stdout)));
  if (out === undefined) {
    tool.print(format === "text" ? text() : FORMATS[format](report));
    return;
  }
  await writeOut(out, FORMATS[format](report), "report");
  tool.print(text());
  tool.say(`report: ${out}`);
}
