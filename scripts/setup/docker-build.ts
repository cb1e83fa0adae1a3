import { join } from "node:path";
import { createInterface } from "node:readline";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { aptProgressReader, PACKAGES_ABOUT } from "./apt-progress.ts";
import { hasImage } from "./docker-base.ts";
import { DOCKER_ENVIRONMENT } from "./docker-client.ts";
import { DOCKERFILE, templatesFolder } from "./image-recipe.ts";
import { findDebianMirror } from "./mirror.ts";
import { packageProxies } from "./package-proxies.ts";
import type { InstallOptions } from "./part.ts";
import { tiedCommand } from "./tied-command.ts";

/** Builds the node image in docker under this name, from this machine's own Debian mirror and by its proxies where it has them. */
export async function buildDockerImage(name: string, { step, signal }: InstallOptions): Promise<void> {
  const { execa } = await import("execa");
  const mirror = await findDebianMirror().catch(() => null);
  const [file, ...args] = tiedCommand(["docker", ...dockerBuildArguments(name, mirror, templatesFolder())]);
  const child = execa(file, args, {
    env: { ...DOCKER_ENVIRONMENT, ...(await packageProxies()) },
    cancelSignal: signal,
    killSignal: "SIGKILL",
    all: true,
    maxBuffer: 50_000_000,
    stdin: "ignore",
    reject: false,
  });
  const read = aptProgressReader(PACKAGES_ABOUT);
  createInterface({ input: child.all }).on("line", (line) => {
    const progress = read(line);
    if (progress !== null) step(progress.text, progress.share);
  });
  const result = await child;
  signal.throwIfAborted();
  if (result.failed) {
    const tail = result.all.trimEnd().split("\n").slice(-12).join("\n");
    throw new ToldError(`docker could not build the node image:\n${tail}`, {
      exitCode: EXIT.cannotRunHere,
      help: "is a Debian mirror within the daemon's reach, and has it 3 GB of room? (docker system df)",
      cause: result,
    });
  }
  if (await hasImage(name)) return;
  throw new ToldError("docker built the node image, but its daemon does not have it", {
    exitCode: EXIT.cannotRunHere,
    help: "use a builder that keeps its images in the daemon: docker buildx use default",
  });
}

/** The command line of `docker`, for either of its builders. A mirror of null: that of the base image. */
export function dockerBuildArguments(name: string, mirror: string | null, templates: string): string[] {
  // The base image holds no certificates, so apt in it cannot check whom it speaks https with.
  const usable = mirror?.startsWith("http:") ? mirror : null;
  return [
    "build",
    // Packages come the way that this machine's own come: its resolver, its routes, a proxy on its loopback.
    ...["--network", "host"],
    // A cached layer would hold the packages of the day it was made.
    "--no-cache",
    ...["--tag", name],
    ...["--file", join(templates, DOCKERFILE)],
    ...["--build-arg", `BUILD=${name}`],
    ...(usable === null ? [] : ["--build-arg", `MIRROR=${usable}`]),
    // Without a value: docker takes what its environment has, and nothing where that has none.
    ...["http_proxy", "https_proxy", "no_proxy"].flatMap((variable) => ["--build-arg", variable]),
    templates,
  ];
}
