import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { NoDaemonError } from "../../errors.ts";

/** Where Docker listens unless somebody said otherwise. */
const DEFAULT_ADDRESS = "unix:///var/run/docker.sock";
/** The context that only means the default address. */
const DEFAULT_CONTEXT = "default";

/** The address of the Docker daemon, and who chose it. */
export interface DockerAddress {
  /** As in `unix:///var/run/docker.sock`. */
  readonly url: string;
  /** As in `DOCKER_HOST`, or `docker context far`. */
  readonly chosenBy: string;
}

/**
 * Finds the daemon that the docker command would ask: that of DOCKER_HOST, else of the context in DOCKER_CONTEXT, else of
 * the one that `docker context use` chose (resolveContextName of github.com/docker/cli). Throws where that is no context.
 */
export function dockerAddress(): DockerAddress {
  const { DOCKER_HOST: host, DOCKER_CONTEXT: named } = process.env;
  if (host) return { url: host, chosenBy: "DOCKER_HOST" };
  const context = named || (usedContext() ?? DEFAULT_CONTEXT);
  if (context === DEFAULT_CONTEXT) return { url: DEFAULT_ADDRESS, chosenBy: "default" };
  const url = endpointOf(context);
  if (url !== undefined) return { url, chosenBy: `docker context ${context}` };
  throw new NoDaemonError(`there is no docker context ${context}`, {
    help: `\`docker context ls\` shows those there are; ${named ? "unset DOCKER_CONTEXT" : "`docker context use default` leaves it"}`,
  });
}

function usedContext(): string | undefined {
  return readJson<{ readonly currentContext?: string }>("config.json")?.currentContext || undefined;
}

/** A context lies in a folder named for the hash of its name. */
function endpointOf(context: string): string | undefined {
  const folder = createHash("sha256").update(context).digest("hex");
  const meta = readJson<{ readonly Endpoints?: { readonly docker?: { readonly Host?: string } } }>(
    join("contexts", "meta", folder, "meta.json"),
  );
  // One without an address of its own has the default one.
  return meta && (meta.Endpoints?.docker?.Host || DEFAULT_ADDRESS);
}

function readJson<T>(path: string): T | undefined {
  const folder = process.env.DOCKER_CONFIG || join(homedir(), ".docker");
  try {
    return JSON.parse(readFileSync(join(folder, path), "utf8")) as T;
  } catch {
    return undefined;
  }
}
