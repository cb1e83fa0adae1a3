import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { freshBuildFolder } from "../../scripts/setup/cache-folder.ts";

test("what a killed build left is removed, what is finished stays", async (t) => {
  const parent = await mkdtemp(join(tmpdir(), "tierlab-cache-"));
  t.teardown(() => rm(parent, { recursive: true }));
  await mkdir(join(parent, "0123456789abcdef"));
  await writeFile(join(await freshBuildFolder(parent, "killed"), "half"), "a file");
  const folder = await freshBuildFolder(parent, "next");
  t.deepEqual(await readdir(folder), []);
  t.deepEqual((await readdir(parent)).sort(), [".unfinished-next", "0123456789abcdef"]);
});
