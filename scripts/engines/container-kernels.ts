import { UML_OF_IMAGE } from "../../stacks/emit/container-instructions.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { findNodeImage } from "../setup/node-image.ts";
import type { NodeKernel, NodeKernelChoice } from "./engine.ts";
import { chooseNodeKernels } from "./local/node-kernel.ts";

/** Where each node's network lives that runs as a container on this machine; their image has a User Mode Linux kernel. */
export async function containerKernels(
  plan: Plan,
  choice: NodeKernelChoice,
): Promise<Record<string, NodeKernel>> {
  const rootfs = (await findNodeImage())?.rootfs ?? "/";
  return chooseNodeKernels(plan, choice, { rootfs, uml: UML_OF_IMAGE });
}
