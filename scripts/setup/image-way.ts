import type { ImageRecipe } from "./image-recipe.ts";
import type { InstallOptions } from "./part.ts";

/** What can make a node image, the one first that is taken where both can. */
export const IMAGE_WAYS = ["mmdebstrap", "docker"] as const;
export type ImageWayName = (typeof IMAGE_WAYS)[number];

/** `auto`: the first that this machine has or can install. */
export type ImageChoice = "auto" | ImageWayName;

/** One way to make a node image. */
export interface ImageWay {
  readonly name: ImageWayName;
  /** Says for a person what would make it; changes nothing. Throws a ToldError where this machine lacks what it takes. */
  check(recipe: ImageRecipe): Promise<string>;
  /** Gets what it takes; throws a ToldError where that cannot be had. */
  obtain(recipe: ImageRecipe, options: InstallOptions): Promise<void>;
  /** Makes the root file system in the empty `workFolder`; returns its folder. */
  build(recipe: ImageRecipe, workFolder: string, options: InstallOptions): Promise<string>;
}
