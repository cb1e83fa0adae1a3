import { request } from "node:http";
import { NoDaemonError, ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { daemonSocket } from "./daemon-socket.ts";

const PATIENCE_MS = 60_000;

export interface DockerRequest {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON, or as it is where it is a tar archive. */
  readonly body?: unknown;
  /** Answers of the daemon that are no failure here, beside those of the 200s: 304 where a container runs already. */
  readonly allow?: readonly number[];
}

/** What the daemon refused, with its own words and the HTTP status. */
export class DockerRefusal extends ToldError {
  readonly status: number;
  constructor(message: string, status: number) {
    super(`Docker refuses: ${message}`, {
      exitCode: EXIT.cannotRunHere,
      help: "`docker ps --all` and `docker network ls` show what it has; `tierlab down LAB` removes what is of a lab",
    });
    this.name = "DockerRefusal";
    this.status = status;
  }
}

/** Asks the Docker daemon of this machine; `path` as in docs of the Docker Engine API, without a version. Resolves to the body. */
export async function askDaemon(
  path: string,
  { method = "GET", body, allow = [] }: DockerRequest = {},
): Promise<Buffer> {
  const archive = body instanceof Uint8Array;
  const sent = body === undefined || archive ? body : JSON.stringify(body);
  const socketPath = daemonSocket();
  const { status, answered } = await new Promise<{ status: number; answered: Buffer }>((resolve, reject) => {
    const asked = request(
      {
        socketPath,
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
          resolve({ status: answer.statusCode ?? 0, answered: Buffer.concat(chunks) }),
        );
      },
    );
    asked.once("timeout", () => asked.destroy(new Error(`no answer within ${PATIENCE_MS / 1000} s`)));
    asked.once("error", reject);
    asked.end(sent);
  }).catch((cause: NodeJS.ErrnoException) => {
    throw new NoDaemonError(`no Docker daemon answers: ${cause.message}`, { help: START, cause });
  });
  if ((status >= 200 && status < 300) || allow.includes(status)) return answered;
  throw new DockerRefusal(messageIn(answered.toString()) || `status ${status}`, status);
}

/** The same, for an answer in JSON. */
export async function askDaemonFor<T>(path: string, options: DockerRequest = {}): Promise<T> {
  return JSON.parse((await askDaemon(path, options)).toString()) as T;
}

/** Labels as the API's `filters` parameter has them. */
export function labelled(labels: Readonly<Record<string, string>>): string {
  const label = Object.entries(labels).map(([key, value]) => (value === "" ? key : `${key}=${value}`));
  return `filters=${encodeURIComponent(JSON.stringify({ label }))}`;
}

const START =
  "start it (systemctl start docker, or dockerd); `tierlab setup --engine docker` installs Debian's";

function messageIn(text: string): string {
  try {
    return (JSON.parse(text) as { readonly message?: string }).message ?? "";
  } catch {
    return text.trim();
  }
}
