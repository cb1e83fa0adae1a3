import test from "ava";
import { hashRecipe } from "../../scripts/setup/image-hash.ts";
import { IMAGE_FILES, type ImageRecipe, readImageRecipe } from "../../scripts/setup/image-recipe.ts";

const recipe: ImageRecipe = {
  release: "trixie",
  architecture: "amd64",
  files: { "node/packages.txt": "runit\nfrr\n", "node/path-exclude.txt": "/usr/share/man/*/*\n" },
};

test("the same recipe has the same hash, whatever the order of its files", (t) => {
  const turned = { ...recipe, files: Object.fromEntries(Object.entries(recipe.files).reverse()) };
  t.is(hashRecipe(turned), hashRecipe(recipe));
  t.regex(hashRecipe(recipe), /^[0-9a-f]{16}$/);
});

test("a changed package, file, release or architecture is another image", (t) => {
  const others: ImageRecipe[] = [
    { ...recipe, release: "forky" },
    { ...recipe, architecture: "arm64" },
    { ...recipe, files: { ...recipe.files, "node/packages.txt": "runit\nfrr\nwrk\n" } },
    { ...recipe, files: { ...recipe.files, "node/customise.sh": "#!/bin/sh\n" } },
  ];
  t.is(new Set([recipe, ...others].map(hashRecipe)).size, others.length + 1);
});

test("every file of the image's recipe is there and has content", async (t) => {
  const { files } = await readImageRecipe();
  t.deepEqual(Object.keys(files), [...IMAGE_FILES]);
  t.true(Object.values(files).every((content) => content.length > 0));
});
