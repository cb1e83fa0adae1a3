import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";

/** What the client is run with: BuildKit draws over its lines unless it is told not to. */
export const DOCKER_ENVIRONMENT = { BUILDKIT_PROGRESS: "plain", DOCKER_CLI_HINTS: "false" } as const;

/** How a short docker command ended. */
export interface DockerAnswer {
  /** Whether there is a docker client at all. */
  readonly started: boolean;
  readonly worked: boolean;
  readonly stdout: string;
  /** The last line of its errors, or why it was not started. */
  readonly why: string;
}

/** Runs a docker command that only asks, or tidies up; it is killed after `timeoutMs`. A failure is an answer too, no exception. */
export async function askDocker(args: readonly string[], timeoutMs = 20_000): Promise<DockerAnswer> {
  const { execa } = await import("execa");
  const result = await execa("docker", args, {
    env: DOCKER_ENVIRONMENT,
    timeout: timeoutMs,
    killSignal: "SIGKILL",
    stdin: "ignore",
    reject: false,
  });
  const why = result.timedOut
    ? `no answer within ${timeoutMs / 1000} s`
    : lastLine(result.stderr) || (result.shortMessage ?? "");
  const started = result.code !== "ENOENT" && result.code !== "EACCES";
  return { started, worked: !result.failed, stdout: result.stdout.trim(), why };
}

/** The version of the Docker Engine that the client reaches; throws a ToldError where there is no client, or it reaches none. */
export async function findDockerEngine(): Promise<string> {
  const { started, worked, stdout, why } = await askDocker(["version", "--format", "{{.Server.Version}}"]);
  if (worked) return stdout;
  if (!started) {
    throw new ToldError("its client is not installed", {
      exitCode: EXIT.cannotRunHere,
      help: "install Docker (Debian's package is docker.io) and start its daemon",
    });
  }
  const refused = isOtherVersion(why);
  throw new ToldError(`${refused ? NOT_UNDERSTOOD : "its client reaches no daemon"}: ${why}`, {
    exitCode: EXIT.cannotRunHere,
    help: refused
      ? OTHER_VERSION
      : "start it (systemctl start docker, or dockerd), or set DOCKER_HOST to one that runs",
  });
}

/** Whether a daemon answered, but one of another age than the client, as in `client version 1.44 is too new. Maximum supported API version is 1.41`. */
export function isOtherVersion(why: string): boolean {
  return /client version \S+ is too (new|old)|requires API version/.test(why);
}

export const NOT_UNDERSTOOD = "its client and its daemon have no version of the API in common";
export const OTHER_VERSION =
  "update the older of them, as `docker version` tells; DOCKER_API_VERSION, where it is set, forces the client to one version";

/** The last line of what a command wrote, which names its fault. */
export function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
