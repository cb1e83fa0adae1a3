import type { Command } from "commander";
import { diffPlans } from "../../stacks/diff/diff-plans.ts";
import { drainedLab } from "../../stacks/lab/drained-lab.ts";
import type { DrainFault } from "../../stacks/lab/schema/faults/drain.ts";
import { planLab } from "../../stacks/plan/plan-lab.ts";
import type { Engine, RunningLab } from "../engines/engine.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { loadTemplates } from "../load-templates.ts";
import { drainsIn } from "../watch/acts/lab-acts.ts";
import { plainWatch } from "../watch/plain-watch.ts";
import { WatchSession } from "../watch/session.ts";
import { type EngineName, engineOption } from "./engine-option.ts";
import { examples } from "./examples.ts";
import { openEngine } from "./open-engine.ts";
import { openLab } from "./open-labs.ts";
import { runningLab } from "./running-lab.ts";
import type { Tool } from "./tool.ts";

const KEYS = `
Keys:
  arrows   choose a node
  c        cut one of its links, or mend it
  k        kill it as by a loss of power, or start it
  p        kill one of its daemons, or start it
  d        drain it from its service, or put it back
  t        traffic from all clients for a minute, or stop it
  s        a shell in it; exit leads back
  b        put back all that is cut, dead, down or drained
  q        leave; ?  more about the keys

What you change stays changed when you leave, unless you answer b then.
\`tierlab up LAB --repair\` brings back nodes, daemons and weights; links
that are cut only b brings back. Ctrl-C and signals leave at once, and
mend the links that you cut.

Where standard input or output is no terminal, each event is a line.`;

const CI_VARIABLES = ["CI", "CONTINUOUS_INTEGRATION"];

/** `tierlab watch LAB`: a living view of a running lab, with keys that do to it what faults do. */
export function define(command: Command, tool: Tool): void {
  command
    .argument("<LAB>", "a running lab")
    .addOption(engineOption())
    .addHelpText("after", KEYS)
    .addHelpText(
      "after",
      examples({
        "tierlab watch lvs-dr": "look on while it works, and disturb it",
        "tierlab watch lvs-dr | tee events.txt": "a line an event, until Ctrl-C",
      }),
    )
    .action((lab: string, { engine }: { readonly engine?: EngineName }) =>
      tool.finish(() => watch(lab, openEngine({ engine }), tool)),
    );
}

async function watch(name: string, engine: Engine, tool: Tool): Promise<number> {
  const lab = await runningLab(engine, name);
  const session = new WatchSession({ engine, lab, ...(await writtenOf(lab)) });
  try {
    const isTerminal = process.stdin.isTTY && process.stdout.isTTY && process.env.TERM !== "dumb";
    return isTerminal ? await onTerminal(session, engine, tool) : await inLines(session, tool);
  } finally {
    session.end();
  }
}

/** The lab as its file has it. Where that says otherwise than what runs, or nothing, what runs is taken for it. */
async function writtenOf(lab: RunningLab) {
  const asItRuns = { written: lab.plan, planDrained: null };
  const file = await openLab(lab.source).catch(() => null);
  if (file === null) return asItRuns;
  const planDrained = (drains: readonly DrainFault[]) =>
    planLab(drainedLab(file.lab, drains), loadTemplates());
  const isOther = diffPlans(lab.plan, planDrained(drainsIn(lab.plan, file.plan))).length > 0;
  return isOther ? asItRuns : { written: file.plan, planDrained };
}

async function inLines(session: WatchSession, tool: Tool): Promise<number> {
  if (await plainWatch(session, tool.print, tool.signal)) throw gone(session);
  tool.signal.throwIfAborted();
  return EXIT.ok;
}

async function onTerminal(session: WatchSession, engine: Engine, tool: Tool): Promise<number> {
  const { lab } = session.state;
  const showWatch = await loadScreen();
  const leaving = await showWatch({
    session,
    stdin: process.stdin,
    stdout: process.stdout,
    colours: process.stdout.hasColors?.() === true && (process.env.NO_COLOR ?? "") === "",
    signal: tool.signal,
    shell: (node) => {
      tool.say(`${node} of ${lab.name}; exit or Ctrl-D leads back`);
      tool.handOverInterrupts();
      return engine.interact(session.state.lab, node, ["bash", "-i"]);
    },
  });
  if (leaving.to === "gone") throw gone(session);
  if (leaving.to === "leave" && leaving.putBack) {
    tool.say("putting everything back");
    await session.putBack();
  } else if (leaving.to === "interrupted") await session.putBackUnseen();
  tellChanged(session, tool);
  if (leaving.to === "interrupted") tool.signal.throwIfAborted();
  return leaving.to === "interrupted" ? EXIT.interrupted : EXIT.ok;
}

/**
 * Loaded by this verb alone: the terminal library takes longer to load than most verbs need in all.
 * It asks once, as it is loaded, whether a CI service is told of, and then draws nothing until the end;
 * a terminal is before somebody there, too.
 */
async function loadScreen() {
  const told = CI_VARIABLES.map((name) => [name, process.env[name]] as const);
  for (const name of CI_VARIABLES) delete process.env[name];
  try {
    return (await import("../watch/screen/show-watch.tsx")).showWatch;
  } finally {
    for (const [name, value] of told) if (value !== undefined) process.env[name] = value;
  }
}

function tellChanged({ state: { changed, lab } }: WatchSession, tool: Tool): void {
  if (changed.length === 0) return;
  tool.say(`still changed: ${changed.map(({ text }) => text).join("; ")}`);
  const isCut = changed.some(({ fault }) => "cut" in fault);
  tool.say(
    isCut
      ? `\`tierlab watch ${lab.name}\`, key b, brings it back`
      : `\`tierlab up ${lab.name} --repair\` brings it back`,
  );
}

function gone({ state: { lab } }: WatchSession): ToldError {
  return new ToldError(`lab \`${lab.name}\` is gone`, {
    exitCode: EXIT.cannotRunHere,
    help: `\`tierlab up ${lab.name}\` builds it again`,
  });
}
