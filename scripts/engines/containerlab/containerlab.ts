import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { NotHereError, ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { daemonEnvironment } from "../attached/daemon-socket.ts";

/** Without calls home. */
const ENVIRONMENT = { CLAB_VERSION_CHECK: "disable" } as const;

export interface ContainerlabOptions {
  /** Whose topology it is. */
  readonly lab: string;
  /** Told of each line that it logs. */
  readonly heard?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** Runs a command of containerlab on a topology, in the folder of its file; throws what it says where it fails. */
export async function containerlab(
  verb: "deploy" | "destroy",
  topology: string,
  { lab, heard = () => {}, signal = new AbortController().signal }: ContainerlabOptions,
): Promise<void> {
  signal.throwIfAborted();
  const words = [verb, "--topo", topology, ...(verb === "destroy" ? ["--cleanup"] : [])];
  // Detached: Ctrl-C on the terminal is for this process, which then ends containerlab itself.
  const child = spawn("containerlab", words, {
    cwd: dirname(topology),
    detached: true,
    env: { ...process.env, ...ENVIRONMENT, ...daemonEnvironment() },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const interrupt = () => child.kill("SIGINT");
  signal.addEventListener("abort", interrupt, { once: true });
  const said: string[] = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on("line", (line) => {
      said.push(line);
      heard(line);
    });
  }
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", (cause: NodeJS.ErrnoException) => reject(notThere(cause)));
    child.once("close", (exitCode) => resolve(exitCode ?? 1));
  }).finally(() => signal.removeEventListener("abort", interrupt));
  signal.throwIfAborted();
  if (code !== 0) throw containerlabRefusal(lab, verb, said);
}

function notThere(cause: NodeJS.ErrnoException): Error {
  if (cause.code !== "ENOENT") return cause;
  return new NotHereError("there is no containerlab", {
    help: "install containerlab 0.79 or newer, or take another engine",
    cause,
  });
}

const NO_MODULES = /\/proc\/modules/;

/** What it says of well-known bad states, with the way out for a lab. */
const WAYS_OUT: readonly (readonly [RegExp, (lab: string) => string])[] = [
  [
    /No such image|pull access denied|Failed to pull image/i,
    () => "`tierlab setup --engine docker` makes the node image",
  ],
  [
    /already in use|already exists|has already been deployed/i,
    (lab) => `\`tierlab down ${lab}\`, or \`containerlab destroy\`, removes what is there`,
  ],
  [/Cannot connect to the Docker daemon/i, () => "start it: systemctl start docker, or dockerd"],
];

/** What a person is told of what containerlab said as it failed. */
export function containerlabRefusal(lab: string, verb: string, said: readonly string[]): ToldError {
  const errors = said.filter((line) => /\bERRO\b/.test(line)).map((line) => line.replace(/^.*\bERRO\s+/, ""));
  const text = (errors.length > 0 ? errors : said.filter((line) => line.trim() !== "").slice(-6)).join("\n");
  if (NO_MODULES.test(said.join("\n")))
    return new NotHereError(`containerlab ${verb} fails: ${text}`, {
      help: "containerlab needs a kernel with modules; --engine docker and --engine local do without",
    });
  const [, help = () => `\`tierlab down ${lab}\` removes what is there of the lab`] =
    WAYS_OUT.find(([sign]) => sign.test(said.join("\n"))) ?? [];
  return new ToldError(`containerlab ${verb} fails: ${text || "it says nothing of why"}`, {
    exitCode: EXIT.cannotRunHere,
    help: help(lab),
  });
}
