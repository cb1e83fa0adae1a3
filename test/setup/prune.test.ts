import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { hashRecipe } from "../../scripts/setup/image-hash.ts";
import { readImageRecipe } from "../../scripts/setup/image-recipe.ts";
import { prune } from "../../scripts/setup/prune.ts";

test.serial("images and kernels of earlier versions go, those of this one stay", async (t) => {
  const cache = await mkdtemp(join(tmpdir(), "tierlab-cache-"));
  t.teardown(() => rm(cache, { recursive: true }));
  process.env.TIERLAB_CACHE = cache;
  const current = hashRecipe(await readImageRecipe(), "docker");
  for (const folder of [
    `images/${current}`,
    "images/0123456789abcdef",
    "images/.unfinished-x",
    "uml/7.1um9",
    "uml/7.10um1",
  ])
    await mkdir(join(cache, folder), { recursive: true });
  const removed = await prune();
  t.deepEqual(removed.map((path) => path.slice(cache.length + 1)).sort(), [
    "images/.unfinished-x",
    "images/0123456789abcdef",
    "uml/7.1um9",
  ]);
  t.deepEqual((await readdir(join(cache, "images"))).sort(), [".lock", current]);
  t.deepEqual((await readdir(join(cache, "uml"))).sort(), [".lock", "7.10um1"]);
  t.deepEqual(await prune(), []);
});
