import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { execa } from "execa";

/** A small clone of this project in a temporary folder: the real launcher and build, and a command line that tells what it got. */
export interface SampleClone {
  readonly folder: string;
  /** Starts the launcher as a person in another folder would. */
  start(args: readonly string[], env?: Record<string, string>): ReturnType<typeof launch>;
  write(path: string, content: string): Promise<void>;
  remove(): Promise<void>;
}

const CLI = `import { word } from "./word.ts";
console.log(JSON.stringify([word, ...process.argv.slice(2)]));
process.exitCode = Number(process.env.SAMPLE_EXIT ?? 0);
`;

/** What the build bundles beside the command line. */
const OTHER_ENTRIES = [
  "scripts/library/index.ts",
  "scripts/traffic/sender.ts",
  "scripts/commands/command-starter-program.ts",
  "scripts/outline/write-outline.ts",
];

export async function makeSampleClone(): Promise<SampleClone> {
  const folder = await mkdtemp(join(tmpdir(), "tierlab-clone-"));
  const write = async (path: string, content: string): Promise<void> =>
    writeFile(join(folder, path), content);
  await mkdir(join(folder, "scripts"));
  await mkdir(join(folder, "stacks"));
  await cp("scripts/tierlab", join(folder, "scripts/tierlab"));
  await cp("scripts/build", join(folder, "scripts/build"), { recursive: true });
  await cp("package.json", join(folder, "package.json"));
  await cp("package-lock.json", join(folder, "package-lock.json"));
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
  await write("scripts/cli.ts", CLI);
  await write("scripts/word.ts", 'export const word = "first";\n');
  for (const entry of OTHER_ENTRIES) {
    await mkdir(join(folder, dirname(entry)));
    await write(entry, "export {};\n");
  }
  return {
    folder,
    start: (args, env = {}) => launch(join(folder, "scripts/tierlab"), args, env),
    write,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export function launch(path: string, args: readonly string[], env: Record<string, string> = {}) {
  return execa(path, args, { cwd: "/", env, reject: false, timeout: 60_000 });
}
