import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { askDocker, DOCKER_ENVIRONMENT, lastLine } from "./docker-client.ts";
import { DOCKERFILE, type ImageRecipe } from "./image-recipe.ts";
import type { InstallOptions } from "./part.ts";
import { tiedCommand } from "./tied-command.ts";

/** The image that the recipe's Dockerfile begins with. */
export function baseImageOf({ dockerFiles }: ImageRecipe): string {
  const [, image] = /^FROM (\S+)$/m.exec(dockerFiles[DOCKERFILE] ?? "") ?? [];
  if (image === undefined) throw new Error("Expected a line `FROM IMAGE` in the Dockerfile");
  return image;
}

/** Whether the daemon keeps the image already. */
export async function hasImage(image: string): Promise<boolean> {
  return (await askDocker(["image", "inspect", "--format", "{{.Id}}", image])).worked;
}

/** Pulls the base image where the daemon lacks it; throws a ToldError where no registry gives it. */
export async function obtainBaseImage(image: string, { step, signal }: InstallOptions): Promise<void> {
  const { execa } = await import("execa");
  if (await hasImage(image)) return;
  step(`fetching ${image}`, null);
  const [file, ...args] = tiedCommand(["docker", "image", "pull", "--quiet", image]);
  const result = await execa(file, args, {
    env: DOCKER_ENVIRONMENT,
    cancelSignal: signal,
    killSignal: "SIGKILL",
    timeout: 10 * 60_000,
    stdin: "ignore",
    reject: false,
  });
  signal.throwIfAborted();
  if (!result.failed) return;
  const why = lastLine(result.stderr) || result.shortMessage;
  throw new ToldError(`its daemon has no image ${image} and cannot pull it: ${why}`, {
    exitCode: EXIT.cannotRunHere,
    help: [
      `docker pull ${image} where a registry is within reach, then docker save and docker load; or where mmdebstrap is:`,
      `mmdebstrap --variant=minbase ${releaseOf(image)} base.tar, then docker import base.tar ${image}`,
    ].join("\n"),
    cause: result,
  });
}

/** `trixie` of `debian:trixie-slim`. */
function releaseOf(image: string): string {
  return image.replace(/^.*:/, "").replace(/-slim$/, "");
}
