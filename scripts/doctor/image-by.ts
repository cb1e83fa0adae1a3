import { ToldError } from "../errors.ts";
import { checkImageWay } from "../setup/choose-image-way.ts";
import { readImageRecipe } from "../setup/image-recipe.ts";
import { findNodeImage } from "../setup/node-image.ts";
import { limited, missing, type Probe, there } from "./fact.ts";

/** What makes the node image when it is to be made next. */
export const imageBy: Probe = {
  name: "image-by",
  async probe() {
    try {
      return there(await checkImageWay("auto", await readImageRecipe()));
    } catch (error) {
      if (!(error instanceof ToldError)) throw error;
      const found = error.message.replaceAll("\n", "; ");
      const mend = error.help?.replaceAll("\n", " ") ?? "run it on Debian";
      // Only a change of what it is made from needs it anew.
      return (await findNodeImage()) === null ? missing(found, mend) : limited(found, mend);
    }
  },
};
