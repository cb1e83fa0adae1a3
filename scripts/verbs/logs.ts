import type { Command } from "commander";
import { didYouMean } from "../../stacks/lab/suggest.ts";
import type { PlannedDaemon, PlannedNode } from "../../stacks/plan/plan.ts";
import type { Engine, RunningLab } from "../engines/engine.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { poll } from "../observe/poll.ts";
import { plainText } from "../terminal/plain-text.ts";
import { type EngineName, engineOption } from "./engine-option.ts";
import { examples } from "./examples.ts";
import { openEngine } from "./open-engine.ts";
import { nodeIn, runningLab } from "./running-lab.ts";
import type { Tool } from "./tool.ts";

interface LogsOptions {
  readonly follow?: true;
  readonly lines?: string;
  readonly engine?: EngineName;
}

/** `tierlab logs LAB NODE [DAEMON]`: what the node's daemons wrote. */
export function define(command: Command, tool: Tool): void {
  command
    .argument("<LAB>", "a running lab")
    .argument("<NODE>", "one of its nodes")
    .argument("[DAEMON]", "one of its daemons; all of them without it")
    .option("-f, --follow", "go on with what is written from now on")
    .option("-n, --lines <N>", "only the last N lines of each file")
    .addOption(engineOption())
    .addHelpText(
      "after",
      examples({
        "tierlab logs lvs-dr lvs1": "everything the director's daemons wrote",
        "tierlab logs lvs-dr lvs1 keepalived --follow": "one daemon, and on",
        "tierlab logs lvs-dr web1 nginx -n 20": "the last lines",
      }),
    )
    .action((lab: string, node: string, daemon: string | undefined, options: LogsOptions) =>
      tool.finish(() => logs(lab, node, daemon, options, tool)),
    );
}

async function logs(
  lab: string,
  nodeName: string,
  daemon: string | undefined,
  options: LogsOptions,
  tool: Tool,
): Promise<number> {
  if (options.lines !== undefined && !/^\d{1,6}$/.test(options.lines))
    throw new ToldError(`--lines wants a number, got \`${options.lines}\``, { exitCode: EXIT.wrongInput });
  const engine = openEngine({ engine: options.engine });
  const running = await runningLab(engine, lab);
  const node = nodeIn(running, nodeName);
  const files = logFiles(node, daemon);
  const lines = options.lines === undefined ? "+1" : options.lines;
  const follow = options.follow === true ? ["--follow=name", "--retry"] : [];
  const tail = await engine.spawn(running, node.name, ["tail", "--lines", lines, ...follow, "--", ...files], {
    where: "outer",
    signal: tool.signal,
    ...(options.follow === true ? { timeoutMs: FOREVER_MS } : {}),
  });
  tail.stdin.end();
  tail.stdout.setEncoding("utf8").on("data", (text: string) => void process.stdout.write(plainText(text)));
  // A daemon that wrote nothing yet has no file; only that is told.
  tail.stderr.resume();
  tool.signal.addEventListener("abort", () => tail.kill("SIGTERM"), { once: true });
  await tail.ended;
  tool.signal.throwIfAborted();
  if (options.follow === true) throw await endOf(running, node.name, engine, tool.signal);
  return EXIT.ok;
}

/** Why there is nothing to follow any more: of itself it never ends. */
async function endOf(lab: RunningLab, node: string, engine: Engine, signal: AbortSignal): Promise<ToldError> {
  // A lab's processes die before its anchor is seen to be gone.
  const now = await poll(
    () => engine.find(lab.name),
    (found) => found?.since !== lab.since,
    { everyMs: 20, deadlineMs: 1000, signal },
  );
  const [what, help] =
    now?.since === lab.since
      ? [`node \`${node}\` has ended`, `\`tierlab inspect ${lab.name}\` shows what runs`]
      : [`lab \`${lab.name}\` is gone`, `\`tierlab up ${lab.name}\` builds it again`];
  return new ToldError(`${what}, and its logs with it`, { exitCode: EXIT.cannotRunHere, help });
}

const FOREVER_MS = 2 ** 31 - 1;

/** The log files of a node's daemons: their output, and those that they write themselves. */
function logFiles(node: PlannedNode, daemon: string | undefined): string[] {
  const chosen = daemon === undefined ? node.daemons : node.daemons.filter(({ name }) => name === daemon);
  if (chosen.length > 0) return chosen.flatMap(filesOf);
  const names = node.daemons.map(({ name }) => name);
  const own = names.length === 0 ? "it has no daemons" : `its daemons: ${names.join(", ")}`;
  throw new ToldError(
    daemon === undefined
      ? `node \`${node.name}\` runs no daemon`
      : `node \`${node.name}\` has no daemon \`${daemon}\``,
    { exitCode: EXIT.wrongInput, help: daemon === undefined ? null : (didYouMean(daemon, names) ?? own) },
  );
}

function filesOf({ name, logs }: PlannedDaemon): string[] {
  return [`/var/log/${name}.log`, ...logs];
}
