import { createHash } from "node:crypto";
import { mmdebstrapArguments } from "./by-mmdebstrap.ts";
import type { ImageRecipe } from "./image-recipe.ts";
import type { ImageWayName } from "./image-way.ts";

/** Names an image: 16 hex digits of SHA-256 over its files and the way it is made, but not over where or from which mirror. */
export function hashRecipe(recipe: ImageRecipe, way: ImageWayName): string {
  return createHash("sha256")
    .update(JSON.stringify([sorted(recipe.files), ...WAYS[way](recipe)]))
    .digest("hex")
    .slice(0, 16);
}

const WAYS: Readonly<Record<ImageWayName, (recipe: ImageRecipe) => unknown[]>> = {
  mmdebstrap: (recipe) => [mmdebstrapArguments(recipe, "FOLDER", "MIRROR")],
  docker: ({ dockerFiles, release, architecture }) => [sorted(dockerFiles), release, architecture],
};

function sorted(files: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
}
