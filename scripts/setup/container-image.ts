import { hashRecipe } from "./image-hash.ts";
import { readImageRecipe } from "./image-recipe.ts";
import { findNodeImage } from "./node-image.ts";

/** The name under which Docker knows the node image: its hash is the tag. Where none is set up yet, that of the Dockerfile's. */
export async function containerImage(): Promise<string> {
  const hash = (await findNodeImage())?.hash ?? hashRecipe(await readImageRecipe(), "docker");
  return `tierlab/node:${hash}`;
}
