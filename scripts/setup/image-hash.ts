import { createHash } from "node:crypto";
import { mmdebstrapArguments } from "./build-root.ts";
import type { ImageRecipe } from "./image-recipe.ts";

/** Names an image: 16 hex digits of SHA-256 over its files and the way it is made, but not over where or from which mirror. */
export function hashRecipe(recipe: ImageRecipe): string {
  const files = Object.entries(recipe.files).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([files, mmdebstrapArguments(recipe, "FOLDER", "MIRROR")]))
    .digest("hex")
    .slice(0, 16);
}
