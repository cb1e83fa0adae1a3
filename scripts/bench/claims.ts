import { EXIT } from "../exit-codes.ts";
import type { Report } from "../report/result.ts";
import type { BenchContext, Suite } from "./context.ts";
import { figure } from "./markdown.ts";
import { measuredRow, type Part } from "./row.ts";
import { medianParts } from "./statistics.ts";
import { type Timed, timedTierlab } from "./timed.ts";

interface ClaimsOptions {
  /** All labs where empty. */
  readonly labs: readonly string[];
  readonly args: readonly string[];
  readonly rounds: number;
  readonly aimMs: number;
  readonly onlyByName?: boolean;
}

/** Whole runs of `tierlab test`, from start to exit, and where their time goes. */
export function claimsSuite(
  suite: string,
  { labs, args, rounds, aimMs, onlyByName = false }: ClaimsOptions,
): Suite {
  const what = ["tierlab test", ...labs, ...args].join(" ");
  return {
    title: what,
    about: `\`${what}\`, everything cached, from start to exit`,
    makesLabs: true,
    onlyByName,
    run: async (context) => {
      const runs = await runsOf(what, ["test", ...labs, ...args], context.rounds ?? rounds, context);
      const parts = medianParts(runs.map(({ timed, report }) => partsOf(timed, report, labs.length !== 1)));
      const samples = runs.map(({ timed }) => timed.ms);
      const note = [...new Set(runs.map(({ report }) => verdictOf(report)))].join(", ");
      const failed = runs.some(({ timed }) => timed.exitCode !== EXIT.ok);
      return [measuredRow({ suite, what, unit: "ms", samples, aim: aimMs, parts, note, failed })];
    },
  };
}

interface Run {
  readonly timed: Timed;
  readonly report: Report;
}

async function runsOf(
  what: string,
  args: readonly string[],
  rounds: number,
  context: BenchContext,
): Promise<Run[]> {
  const runs: Run[] = [];
  for (let round = 1; round <= rounds; round++) {
    const timed = await timedTierlab(context, [...args, "--format", "json"], {
      timeoutMs: 1_200_000,
      outcomes: [EXIT.ok, EXIT.checkFailed, EXIT.provesNothing],
    });
    context.say(`${what}, round ${round} of ${rounds}: ${figure(timed.ms, "ms")}`);
    runs.push({ timed, report: JSON.parse(timed.stdout) as Report });
  }
  return runs;
}

/** Where the time went, lab by lab; labs run side by side, so that their parts overlap. */
function partsOf({ ms }: Timed, { labs }: Report, named: boolean): Part[] {
  const parts = labs.flatMap(({ lab, phases }) =>
    phases.map(({ name, ms: value }) => ({ name: named ? `${lab} ${name}` : name, value })),
  );
  const inside = parts.reduce((sum, { value }) => sum + value, 0);
  return named
    ? parts
    : [...parts, { name: "start and end of the process", value: Math.max(0, ms - inside) }];
}

function verdictOf({ labs }: Report): string {
  const tests = labs.flatMap((lab) => lab.tests);
  const breaks = tests.flatMap((test) => test.breaks);
  const kernels = new Set(labs.flatMap((lab) => Object.values(lab.nodeKernels)));
  const held = `${tests.filter(({ verdict }) => verdict === "passed").length} of ${tests.length} claims hold`;
  const proven = `${breaks.filter(({ verdict }) => verdict === "passed").length} of ${breaks.length} breaks`;
  return [
    held,
    ...(breaks.length > 0 ? [proven] : []),
    kernels.has("uml") ? "director on UML" : "host IPVS",
  ].join(", ");
}
