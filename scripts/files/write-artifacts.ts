import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Artifact } from "../../stacks/emit/artifact.ts";

/** Writes what describes a lab to another tool into a folder; files of these names are replaced. */
export async function writeArtifacts(folder: string, artifacts: readonly Artifact[]): Promise<void> {
  const folders = new Set(artifacts.map(({ path }) => dirname(join(folder, path))));
  for (const one of folders) await mkdir(one, { recursive: true });
  await Promise.all(
    artifacts.map(({ path, text, mode }) =>
      writeFile(join(folder, path), text, { mode: Number.parseInt(mode, 8) }),
    ),
  );
}
