import { isIPv6 } from "node:net";
import * as z from "zod";
import { formatAddress, parseAddress } from "../../../stacks/plan/prefix.ts";
import type { Engine, RunningLab } from "../../engines/engine.ts";
import type { RequestRecord, ServerLogLine } from "../observation.ts";
import { poll } from "../poll.ts";
import { nothingToCancel, type Observer } from "./observer.ts";

const WRITTEN = { everyMs: 50, deadlineMs: 2_000 } as const;

/** What servers write about the requests. */
export const serverLog: Observer<"server-log", "serverLog"> = {
  nothing: { serverLog: [] },
  async begin(needs, { engine, lab, signal }) {
    const nodes = [...new Set(needs.flatMap((need) => need.nodes))];
    return {
      end: async ({ run, requests }) => ({
        // Without traffic there is nothing to look for.
        serverLog: run === "" ? [] : await readServerLogs(engine, lab, { nodes, run, requests }, signal),
      }),
      cancel: nothingToCancel,
    };
  },
};

export interface ServerLogQuestion {
  readonly nodes: readonly string[];
  /** What the request ids of this run start with. */
  readonly run: string;
  readonly requests: readonly RequestRecord[];
}

/** The lines of this run's requests in the access logs of the nodes; waits until every answered request has its line. */
export async function readServerLogs(
  engine: Pick<Engine, "run">,
  lab: RunningLab,
  { nodes, run, requests }: ServerLogQuestion,
  signal: AbortSignal,
): Promise<ServerLogLine[]> {
  const readAll = async () =>
    (await Promise.all(nodes.map((node) => readLog(engine, lab, node, run, signal)))).flat();
  const served = requests.flatMap((request) => request.servedBy.filter((node) => nodes.includes(node)));
  return poll(readAll, (lines) => lines.length >= served.length, { ...WRITTEN, signal });
}

async function readLog(
  engine: Pick<Engine, "run">,
  lab: RunningLab,
  node: string,
  run: string,
  signal: AbortSignal,
): Promise<ServerLogLine[]> {
  const files = accessLogs(lab, node);
  if (files.length === 0) return [];
  const command = ["grep", "--no-filename", "--no-messages", "--fixed-strings", run, ...files];
  const { stdout } = await engine.run(lab, node, command, { where: "outer", signal });
  return parseServerLog(stdout, node).filter((line) => line.requestId.startsWith(run));
}

/** Access log lines, one JSON object each; a line that is being written, or is no such object, is left out. */
export function parseServerLog(text: string, node: string): ServerLogLine[] {
  return text.split("\n").flatMap((line) => {
    const found = logLine.safeParse(jsonOf(line));
    return found.success ? [{ node, ...found.data }] : [];
  });
}

/** A server writes an empty text or a dash for what a request did not have. */
const absentOr = z
  .string()
  .nullable()
  .transform((text) => (text === "" || text === "-" ? null : text));

const logLine = z.object({
  requestId: z.string(),
  // Tomcat writes all digits of an IPv6 address.
  peer: z.string().transform((text) => (isIPv6(text) ? formatAddress(parseAddress(text)) : text)),
  port: z.coerce.number(),
  forwardedFor: absentOr,
  status: z.coerce.number(),
  upstream: absentOr.default(null),
  connection: z.coerce.number().default(0),
  connectionRequest: z.coerce.number().default(0),
});

function accessLogs({ plan }: RunningLab, node: string): string[] {
  const planned = plan.nodes.find((candidate) => candidate.name === node);
  return (planned?.daemons ?? []).flatMap((daemon) => daemon.logs.filter((file) => /access/.test(file)));
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
