import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { askDocker, DOCKER_ENVIRONMENT } from "./docker-client.ts";
import { templatesFolder } from "./image-recipe.ts";
import type { InstallOptions } from "./part.ts";
import { tiedCommand } from "./tied-command.ts";

/** Unpacks the root file system of a docker image into a new folder, as it is: owners by number, set-uid bits, capabilities. */
export async function exportDockerImage(
  image: string,
  root: string,
  { step, signal }: InstallOptions,
): Promise<void> {
  const { execa } = await import("execa");
  step("copying it out of docker", 0);
  const { stdout: size } = await asked(["image", "inspect", "--format", "{{.Size}}", image]);
  // Never started: docker only exports containers.
  await asked(["container", "create", "--network", "none", "--name", image, image]);
  await mkdir(root, { mode: 0o755 });
  // Docker counts no folders and links.
  await unpack(image, root, signal, (bytes) =>
    step("copying it out of docker", Math.min(1, bytes / Number(size))),
  );
  const script = await readFile(join(templatesFolder(), "node/forget-builder.sh"), "utf8");
  await execa("chroot", [root, "/bin/sh", "-s"], { input: script });
}

const TAR = [
  ...["tar", "--extract", "--numeric-owner", "--same-owner", "--same-permissions"],
  ...["--xattrs", "--xattrs-include=security.capability", "--directory"],
] as const;

async function unpack(
  container: string,
  root: string,
  signal: AbortSignal,
  progress: (bytes: number) => void,
): Promise<void> {
  const { execa } = await import("execa");
  const options = { cancelSignal: signal, killSignal: "SIGKILL", reject: false } as const;
  const [file, ...args] = tiedCommand(["docker", "container", "export", container]);
  const exported = execa(file, args, {
    ...options,
    env: DOCKER_ENVIRONMENT,
    stdin: "ignore",
    buffer: { stdout: false },
  });
  const [tar, ...words] = tiedCommand([...TAR, root]);
  const unpacked = execa(tar, words, { ...options, stdin: "pipe" });
  // Whichever of the two breaks the pipe says why itself.
  await pipeline(exported.stdout, (chunks) => counted(chunks, progress), unpacked.stdin).catch(() => {});
  const results = [await exported, await unpacked];
  signal.throwIfAborted();
  const reasons = results.flatMap((result) =>
    result.failed ? [result.stderr.trim() || result.shortMessage] : [],
  );
  if (reasons.length > 0) throw notExported(reasons.join("; "));
}

const TELL_EVERY_BYTES = 10_000_000;

async function* counted(chunks: AsyncIterable<Buffer>, progress: (bytes: number) => void) {
  let bytes = 0;
  let told = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes - told > TELL_EVERY_BYTES) {
      told = bytes;
      progress(bytes);
    }
    yield chunk;
  }
}

async function asked(args: readonly string[]): Promise<{ readonly stdout: string }> {
  const answer = await askDocker(args, 60_000);
  if (!answer.worked) throw notExported(answer.why);
  return answer;
}

function notExported(why: string): ToldError {
  return new ToldError(`the node image could not be copied out of docker: ${why}`, {
    exitCode: EXIT.cannotRunHere,
    help: "is there 2 GB of room in the cache folder?",
  });
}
