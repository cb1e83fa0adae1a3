import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { BenchContext } from "../context.ts";
import { timed } from "../timed.ts";

/** The name of a container image in which nothing but `sleep` runs. */
export const TINY_IMAGE = "tierlab-bench-sleep";

/** Why docker cannot be used here; null where it can. */
export async function dockerLack(context: BenchContext): Promise<string | null> {
  try {
    await timed(context, ["docker", "version", "--format", "{{.Server.Version}}"], { timeoutMs: 10_000 });
    return null;
  } catch (error) {
    context.signal.throwIfAborted();
    const missing = error instanceof Error && error.message.includes("ENOENT");
    return missing ? "docker is not installed" : "docker is installed, but no daemon answers";
  }
}

/** Makes the image out of this machine's own `sleep` and the libraries it is linked with. */
export async function makeTinyImage(context: BenchContext): Promise<void> {
  const folder = join(context.folder, "tiny-image");
  const limit = { timeoutMs: 60_000 };
  const { stdout } = await timed(context, ["ldd", "/bin/sleep"], limit);
  const libraries = stdout.match(/\/\S+\.so\S*/g) ?? [];
  await mkdir(folder, { recursive: true });
  await timed(context, ["cp", "--parents", "--dereference", "/bin/sleep", ...libraries, folder], limit);
  const archive = join(context.folder, "tiny-image.tar");
  await timed(context, ["tar", "--create", "--file", archive, "--directory", folder, "."], limit);
  await timed(context, ["docker", "import", archive, TINY_IMAGE], limit);
  await rm(folder, { recursive: true });
}

export async function removeTinyImage(context: BenchContext): Promise<void> {
  const lasting = { ...context, signal: AbortSignal.timeout(60_000) };
  await timed(lasting, ["docker", "image", "rm", "--force", TINY_IMAGE], { timeoutMs: 60_000 }).catch(
    () => {},
  );
}
