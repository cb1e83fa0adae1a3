import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { asRoot } from "./as-root.ts";

for (const { signal, exitCode } of [
  { signal: "SIGKILL", exitCode: undefined },
  { signal: "SIGINT", exitCode: 130 },
] as const) {
  asRoot(`a set-up ended by ${signal} leaves no half image, no process and no mount`, async (t) => {
    const cache = await mkdtemp(join(tmpdir(), "tierlab-cache-"));
    t.teardown(() => rm(cache, { recursive: true, force: true }));
    const child = execa("scripts/tierlab", ["setup"], {
      env: { TIERLAB_CACHE: cache },
      reject: false,
      timeout: 300_000,
    });
    await told(child.stderr, /node image .*: [1-9]\d? %/);
    child.kill(signal);
    t.is((await child).exitCode, exitCode);
    t.deepEqual(await leftovers(cache, 10_000), []);
    const finished = (await readdir(join(cache, "images"))).filter((name) => !name.startsWith("."));
    t.deepEqual(finished, []);
    if (signal === "SIGINT") t.deepEqual(await readdir(join(cache, "images")), [".lock"]);
  });
}

/** Resolves once the stream has said it; rejects where it ends before. */
async function told(stream: NodeJS.ReadableStream, words: RegExp): Promise<void> {
  let said = "";
  return new Promise((resolve, reject) => {
    stream.on("data", (text) => {
      said += String(text);
      if (words.test(said)) resolve();
    });
    stream.once("end", () => reject(new Error(`it ended without saying ${words}:\n${said}`)));
  });
}

/** Processes that still run from, or have mounted, the folder; polled until there are none or the time is over. */
async function leftovers(folder: string, timeoutMs: number): Promise<string[]> {
  const deadline = performance.now() + timeoutMs;
  let found = await using(folder);
  while (found.length > 0 && performance.now() < deadline) found = await using(folder);
  return found;
}

async function using(folder: string): Promise<string[]> {
  const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const texts = await Promise.all(
    processes.map(async (id) => {
      const read = (file: string) => readFile(`/proc/${id}/${file}`, "utf8").catch(() => "");
      return { id, command: await read("cmdline"), mounts: await read("mountinfo") };
    }),
  );
  return texts
    .filter(({ id, command, mounts }) => Number(id) !== process.pid && (command + mounts).includes(folder))
    .map(({ id, command }) => `${id} ${command.replaceAll("\0", " ")}`);
}
