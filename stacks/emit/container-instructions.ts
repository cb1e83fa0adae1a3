import type { NodeKernel } from "../guest/kernel-sides.ts";
import { umlInstructions } from "../guest/uml.ts";
import { bootScript, INSTRUCTIONS } from "../plan/boot-script.ts";
import type { PlannedNode } from "../plan/plan.ts";
import type { Artifact } from "./artifact.ts";
import { enterScript } from "./enter-script.ts";
import { healthScripts } from "./health-script.ts";
import { stagedPath } from "./staged-path.ts";
import { startScript } from "./start-script.ts";

/** All that a container is told: how to start, what to be, how to tell that it is ready; and the files of the plan. */
export function containerInstructions(node: PlannedNode, kernel: NodeKernel): Artifact[] {
  const scripts = {
    start: startScript(node, kernel),
    ...(kernel === "uml"
      ? umlInstructions(node, UML_OF_IMAGE)
      : { boot: bootScript(node, { sysctls: "given" }) }),
    ...(node.readiness.length === 0 ? {} : healthScripts(node, kernel)),
    enter: enterScript(kernel),
  };
  return [
    ...Object.entries(scripts).map(([name, text]) => ({
      path: `${INSTRUCTIONS}/${name}`,
      text,
      mode: EXECUTABLE.has(name) ? "0755" : "0644",
    })),
    ...node.files.map(({ path, content }) => ({ path: stagedPath(path), text: content, mode: "0644" })),
  ];
}

/** The others are read by a shell, or by an SSH server. */
const EXECUTABLE: ReadonlySet<string> = new Set(["enter", "guest-init"]);

/** Where the image of the containers has a User Mode Linux kernel. */
export const UML_OF_IMAGE = { kernel: "/usr/lib/uml/linux.uml", modules: "/usr/lib/modules" };
