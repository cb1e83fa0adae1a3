import { request } from "node:http";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";

/** Where Docker listens unless DOCKER_HOST says otherwise. */
const DEFAULT_SOCKET = "/var/run/docker.sock";
const PATIENCE_MS = 60_000;

export interface DockerRequest {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON, or as it is where it is a tar archive. */
  readonly body?: unknown;
  /** Answers of the daemon that are no failure here, beside those of the 200s: 304 where a container runs already. */
  readonly allow?: readonly number[];
}

/** What the daemon refused, with its own words and the HTTP status. */
export class DockerRefusal extends Error {
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** Asks the Docker daemon of this machine; `path` as in docs of the Docker Engine API, without a version. Resolves to the body. */
export async function askDaemon(
  path: string,
  { method = "GET", body, allow = [] }: DockerRequest = {},
): Promise<string> {
  const archive = body instanceof Uint8Array;
  const sent = body === undefined || archive ? body : JSON.stringify(body);
  const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const asked = request(
      {
        socketPath: daemonSocket(),
        path,
        method,
        timeout: PATIENCE_MS,
        // A connection that is kept would keep this process, too.
        agent: false,
        headers:
          sent === undefined ? {} : { "Content-Type": archive ? "application/x-tar" : "application/json" },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => void chunks.push(chunk));
        answer.once("error", reject);
        answer.once("end", () =>
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        );
      },
    );
    asked.once("timeout", () => asked.destroy(new Error(`no answer within ${PATIENCE_MS / 1000} s`)));
    asked.once("error", reject);
    asked.end(sent);
  }).catch((cause: NodeJS.ErrnoException) => {
    throw noDaemon(cause);
  });
  if ((status >= 200 && status < 300) || allow.includes(status)) return text;
  throw new DockerRefusal(messageIn(text) || `status ${status}`, status);
}

/** The same, for an answer in JSON. */
export async function askDaemonFor<T>(path: string, options: DockerRequest = {}): Promise<T> {
  return JSON.parse(await askDaemon(path, options)) as T;
}

/** Labels as the API's `filters` parameter has them. */
export function labelled(labels: Readonly<Record<string, string>>): string {
  const label = Object.entries(labels).map(([key, value]) => (value === "" ? key : `${key}=${value}`));
  return `filters=${encodeURIComponent(JSON.stringify({ label }))}`;
}

/** Nodes are entered by their processes, so the daemon must be this machine's own. */
function daemonSocket(): string {
  const host = process.env.DOCKER_HOST ?? "";
  if (host === "") return DEFAULT_SOCKET;
  if (host.startsWith("unix://")) return host.slice("unix://".length);
  throw new ToldError(`DOCKER_HOST is ${host}: nodes can only be entered on the machine that they run on`, {
    exitCode: EXIT.cannotRunHere,
    help: "run tierlab there, or set DOCKER_HOST to a unix:// address",
  });
}

function noDaemon(cause: NodeJS.ErrnoException): Error {
  if (cause instanceof ToldError) return cause;
  return new ToldError(`no Docker daemon answers: ${cause.message}`, {
    exitCode: EXIT.cannotRunHere,
    help: "start it (systemctl start docker, or dockerd); `tierlab setup --engine docker` installs Debian's",
    cause,
  });
}

function messageIn(text: string): string {
  try {
    return (JSON.parse(text) as { readonly message?: string }).message ?? "";
  } catch {
    return text.trim();
  }
}
