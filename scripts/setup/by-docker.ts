import { createHash } from "node:crypto";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { baseImageOf, hasImage, obtainBaseImage } from "./docker-base.ts";
import { buildDockerImage } from "./docker-build.ts";
import { clearDocker } from "./docker-clear.ts";
import { findDockerEngine } from "./docker-client.ts";
import { exportDockerImage } from "./docker-export.ts";
import type { ImageWay } from "./image-way.ts";

// Of the time of a run; the rest is copying it out.
const BUILD_SHARE = 0.9;

/** The node image by docker, built from templates/node/Dockerfile and taken out; docker keeps nothing of it but its build cache. */
export const byDocker: ImageWay = {
  name: "docker",
  async check(recipe) {
    const engine = await findDockerEngine();
    const base = baseImageOf(recipe);
    const fetched = (await hasImage(base)) ? "is there" : "is pulled first";
    return `docker makes the node image (Engine ${engine}; its base ${base} ${fetched})`;
  },
  async obtain(recipe, options) {
    await findDockerEngine();
    await obtainBaseImage(baseImageOf(recipe), options);
  },
  async build(_recipe, workFolder, { step, signal }) {
    const name = temporaryName(dirname(workFolder));
    const root = join(workFolder, "root");
    // What a killed build left.
    await clearDocker(name);
    try {
      await buildDockerImage(name, {
        signal,
        step: (text, share) => step(text, share === null ? null : share * BUILD_SHARE),
      });
      await exportDockerImage(name, root, {
        signal,
        step: (text, share) => step(text, BUILD_SHARE + (share ?? 0) * (1 - BUILD_SHARE)),
      });
      return root;
    } finally {
      await clearDocker(name);
    }
  },
};

/** What a build is called inside docker: another one for each cache folder, because only one at a time builds in each. */
function temporaryName(imagesFolder: string): string {
  const hash = createHash("sha256").update(`${hostname()}:${imagesFolder}`).digest("hex");
  return `tierlab-node-${hash.slice(0, 12)}`;
}
