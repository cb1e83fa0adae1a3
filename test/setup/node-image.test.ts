import { mkdir, mkdtemp, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { hashRecipe } from "../../scripts/setup/image-hash.ts";
import { readImageRecipe } from "../../scripts/setup/image-recipe.ts";
import type { ImageWayName } from "../../scripts/setup/image-way.ts";
import { findNodeImage, nodeImagePart } from "../../scripts/setup/node-image.ts";

test.serial(
  "of two images the one that was set up last is used, and a choice of the other is not met",
  async (t) => {
    const cache = await mkdtemp(join(tmpdir(), "tierlab-cache-"));
    t.teardown(() => rm(cache, { recursive: true }));
    process.env.TIERLAB_CACHE = cache;
    t.is(await findNodeImage(), null);
    const folderOf = async (way: ImageWayName) =>
      join(cache, "images", hashRecipe(await readImageRecipe(), way));
    const setUp = async (way: ImageWayName, seconds: number) => {
      await mkdir(await folderOf(way), { recursive: true });
      await utimes(await folderOf(way), seconds, seconds);
    };
    await setUp("docker", 1000);
    t.like(await findNodeImage(), { by: "docker", rootfs: await folderOf("docker") });
    await setUp("mmdebstrap", 2000);
    t.like(await findNodeImage(), { by: "mmdebstrap", rootfs: await folderOf("mmdebstrap") });
    t.true(await nodeImagePart("auto").present());
    t.true(await nodeImagePart("mmdebstrap").present());
    t.false(await nodeImagePart("docker").present());
  },
);

test.serial("the choice of an image that is there already takes it, and makes none", async (t) => {
  const cache = await mkdtemp(join(tmpdir(), "tierlab-cache-"));
  t.teardown(() => rm(cache, { recursive: true }));
  process.env.TIERLAB_CACHE = cache;
  const recipe = await readImageRecipe();
  for (const [way, seconds] of [
    ["docker", 1000],
    ["mmdebstrap", 2000],
  ] as const) {
    const folder = join(cache, "images", hashRecipe(recipe, way));
    await mkdir(folder, { recursive: true });
    await utimes(folder, seconds, seconds);
  }
  await nodeImagePart("docker").install({ step: () => {}, signal: new AbortController().signal });
  t.is((await findNodeImage())?.by, "docker");
  t.true(await nodeImagePart("docker").present());
});
