import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { containerImage } from "./container-image.ts";
import { askDocker, DOCKER_ENVIRONMENT } from "./docker-client.ts";
import { findNodeImage } from "./node-image.ts";
import type { InstallOptions, SetupPart } from "./part.ts";
import { piped } from "./piped.ts";
import { findUmlKernel, type UmlKernel } from "./uml-kernel.ts";

/** Of the image: the version of the User Mode Linux kernel that it brings along. */
const UML_LABEL = "tierlab.uml";

/**
 * The node image where Docker finds it: the same root file system, its hash for a tag, and where this machine has a User
 * Mode Linux kernel that one too, as a container gets nothing of its machine.
 */
export const containerImagePart: SetupPart = {
  name: "container-image",
  what: "node image for Docker",
  present: async () => {
    const label = `{{index .Config.Labels "${UML_LABEL}"}}`;
    const { worked, stdout } = await askDocker([
      ...["image", "inspect", "--format", label],
      await containerImage(),
    ]);
    const uml = await findUmlKernel();
    return worked && (uml === null || stdout === uml.version);
  },
  install,
};

async function install({ step, signal }: InstallOptions): Promise<void> {
  const image = await findNodeImage();
  if (image === null) throw new Error("the node image is missing right after it was made");
  step("docker import", null);
  const uml = await findUmlKernel();
  const label = uml === null ? [] : ["--change", `LABEL ${UML_LABEL}=${uml.version}`];
  const reasons = await piped(
    ["tar", ...tarArguments(image.rootfs, uml)],
    ["docker", "import", ...label, "-", await containerImage()],
    { env: DOCKER_ENVIRONMENT, signal },
  );
  if (reasons.length > 0) {
    throw new ToldError(`docker could not import the node image: ${reasons.join("; ")}`, {
      exitCode: EXIT.cannotRunHere,
      help: "has its daemon 2 GB of room? (docker system df)",
    });
  }
  // The name by which a person's own app knows it (scripts/library).
  await askDocker(["tag", await containerImage(), "tierlab/node:latest"]);
}

/** The root file system as it is, and the kernel where a container's start script looks for it. */
function tarArguments(rootfs: string, uml: UmlKernel | null): string[] {
  const owners = ["--create", "--numeric-owner", "--xattrs", "--xattrs-include=security.capability"];
  if (uml === null) return [...owners, "--directory", rootfs, "."];
  const moves = [
    `s,^${relative(uml.kernel)}$,./usr/lib/uml/linux.uml,`,
    `s,^${relative(uml.modules)},./usr/lib/modules,`,
  ];
  return [
    ...owners,
    // A folder that comes twice is refused.
    ...["--anchored", "--exclude=./usr/lib/modules", "--directory", rootfs, "."],
    ...["--directory", "/", `--transform=${moves.join(";")}`, relative(uml.kernel), relative(uml.modules)],
  ];
}

function relative(path: string): string {
  return path.replace(/^\/+/, "");
}
