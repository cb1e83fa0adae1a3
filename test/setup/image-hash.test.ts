import test from "ava";
import { hashRecipe } from "../../scripts/setup/image-hash.ts";
import { IMAGE_FILES, type ImageRecipe, readImageRecipe } from "../../scripts/setup/image-recipe.ts";
import { IMAGE_WAYS } from "../../scripts/setup/image-way.ts";

const recipe: ImageRecipe = {
  release: "trixie",
  architecture: "amd64",
  dockerFiles: { "node/Dockerfile": "FROM debian:trixie-slim\n" },
  files: { "node/packages.txt": "runit\nfrr\n", "node/path-exclude.txt": "/usr/share/man/*/*\n" },
};

test("the same recipe has the same hash, whatever the order of its files", (t) => {
  const turned = { ...recipe, files: Object.fromEntries(Object.entries(recipe.files).reverse()) };
  for (const way of IMAGE_WAYS) {
    t.is(hashRecipe(turned, way), hashRecipe(recipe, way));
    t.regex(hashRecipe(recipe, way), /^[0-9a-f]{16}$/);
  }
});

test("a changed package, file, release or architecture is another image", (t) => {
  const others: ImageRecipe[] = [
    { ...recipe, release: "forky" },
    { ...recipe, architecture: "arm64" },
    { ...recipe, files: { ...recipe.files, "node/packages.txt": "runit\nfrr\nwrk\n" } },
    { ...recipe, files: { ...recipe.files, "node/customise.sh": "#!/bin/sh\n" } },
  ];
  for (const way of IMAGE_WAYS)
    t.is(new Set([recipe, ...others].map((one) => hashRecipe(one, way))).size, others.length + 1);
});

test("each way to make it is another image, and only docker's hangs on the Dockerfile", (t) => {
  const other = { ...recipe, dockerFiles: { "node/Dockerfile": "FROM debian:trixie\n" } };
  t.not(hashRecipe(recipe, "docker"), hashRecipe(recipe, "mmdebstrap"));
  t.not(hashRecipe(recipe, "docker"), hashRecipe(other, "docker"));
  t.is(hashRecipe(recipe, "mmdebstrap"), hashRecipe(other, "mmdebstrap"));
});

test("every file of the image's recipe is there and has content", async (t) => {
  const { files, dockerFiles } = await readImageRecipe();
  t.deepEqual(Object.keys(files), [...IMAGE_FILES]);
  t.true(Object.values({ ...files, ...dockerFiles }).every((content) => content.length > 0));
});
