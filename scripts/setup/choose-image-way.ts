import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { byDocker } from "./by-docker.ts";
import { byMmdebstrap } from "./by-mmdebstrap.ts";
import type { ImageRecipe } from "./image-recipe.ts";
import { IMAGE_WAYS, type ImageChoice, type ImageWay, type ImageWayName } from "./image-way.ts";
import type { InstallOptions } from "./part.ts";

const WAYS: Readonly<Record<ImageWayName, ImageWay>> = { mmdebstrap: byMmdebstrap, docker: byDocker };

/** The way to make the node image here, once all that it takes is there; a ToldError says what each way lacks. */
export async function obtainImageWay(
  choice: ImageChoice,
  recipe: ImageRecipe,
  options: InstallOptions,
): Promise<ImageWay> {
  const obtain = async (way: ImageWay) => {
    await way.obtain(recipe, options);
    return way;
  };
  return firstThatWorks(waysOf(choice), obtain, options.signal);
}

/** Says for a person what would make the node image here, and changes nothing; a ToldError says what each way lacks. */
export async function checkImageWay(choice: ImageChoice, recipe: ImageRecipe): Promise<string> {
  return firstThatWorks(waysOf(choice), (way) => way.check(recipe));
}

function waysOf(choice: ImageChoice): ImageWay[] {
  return (choice === "auto" ? IMAGE_WAYS : [choice]).map((name) => WAYS[name]);
}

/** What the first way gives whose attempt does not end in a ToldError. */
export async function firstThatWorks<T>(
  ways: readonly ImageWay[],
  attempt: (way: ImageWay) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const lacks: Lack[] = [];
  for (const way of ways) {
    try {
      return await attempt(way);
    } catch (error) {
      // An interruption is told like a lack, and is none.
      signal?.throwIfAborted();
      if (!(error instanceof ToldError)) throw error;
      lacks.push({ way, error });
    }
  }
  throw noWay(lacks);
}

interface Lack {
  readonly way: ImageWay;
  readonly error: ToldError;
}

function noWay(lacks: readonly Lack[]): ToldError {
  const reasons = lacks.map(({ way, error }) => `${way.name}: ${error.message}`);
  return new ToldError(`the node image cannot be made here\n${reasons.join("\n")}`, {
    exitCode: EXIT.cannotRunHere,
    help: lacks.flatMap(({ error }) => error.help ?? []).join("; or\n"),
    cause: lacks[0]?.error,
  });
}
