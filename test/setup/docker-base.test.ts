import test from "ava";
import { baseImageOf } from "../../scripts/setup/docker-base.ts";
import { NODE_RELEASE, readImageRecipe } from "../../scripts/setup/image-recipe.ts";

test("the base image is the one that the Dockerfile begins with", async (t) => {
  t.is(baseImageOf(await readImageRecipe()), `debian:${NODE_RELEASE}-slim`);
});

test("a recipe without a base image is a mistake", async (t) => {
  const recipe = { ...(await readImageRecipe()), dockerFiles: { "node/Dockerfile": "# FROM nothing\n" } };
  t.throws(() => baseImageOf(recipe), { message: /Expected a line `FROM IMAGE`/ });
});
