import type { Plan } from "../../../stacks/plan/plan.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { findHostIpvs } from "../../setup/host-ipvs.ts";
import type { NodeKernel, NodeKernelChoice } from "../engine.ts";
import type { UmlFiles } from "./uml.ts";

/** Which kernel each node's network lives in: the host's, unless the node needs what only a UML kernel has here. */
export async function chooseNodeKernels(
  plan: Plan,
  choice: NodeKernelChoice,
  uml: UmlFiles | null,
): Promise<Record<string, NodeKernel>> {
  const needy = plan.nodes.some(({ kernelNeeds }) => kernelNeeds.includes("ipvs"));
  const special = needy ? await kernelForIpvs(choice, uml) : "host";
  return Object.fromEntries(
    plan.nodes.map(({ name, kernelNeeds }) => [name, kernelNeeds.length > 0 ? special : "host"]),
  );
}

async function kernelForIpvs(choice: NodeKernelChoice, uml: UmlFiles | null): Promise<NodeKernel> {
  if (choice !== "uml") {
    const { there, reason } = await findHostIpvs();
    if (there) return "host";
    if (choice === "host") {
      throw new ToldError(`the node kernel cannot be \`host\`: ${reason}`, {
        exitCode: EXIT.cannotRunHere,
        help: "leave out --node-kernel, and directors run under User Mode Linux",
      });
    }
  }
  if (uml !== null) return "uml";
  throw new ToldError("a director needs IPVS, and there is no User Mode Linux kernel here", {
    exitCode: EXIT.cannotRunHere,
    help: "`tierlab setup` fetches one",
  });
}
