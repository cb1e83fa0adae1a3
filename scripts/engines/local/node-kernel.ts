import type { Plan, PlannedNode } from "../../../stacks/plan/plan.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { findHostIpvs } from "../../setup/host-ipvs.ts";
import { findHostSynproxy } from "../../setup/host-synproxy.ts";
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
  if (plan.nodes.some(({ kernelNeeds }) => kernelNeeds.includes("synproxy"))) await needSynproxy();
  return Object.fromEntries(plan.nodes.map((node) => [node.name, mayBeUml(node) ? special : "host"]));
}

/** Whether a node needs something of its kernel that a User Mode Linux kernel has; it has no IPv4 tables. */
export function mayBeUml({ kernelNeeds }: PlannedNode): boolean {
  return kernelNeeds.some((need) => need !== "synproxy");
}

async function needSynproxy(): Promise<void> {
  const { there, reason } = await findHostSynproxy();
  if (there) return;
  throw new ToldError(`a guard needs SYNPROXY: ${reason}`, {
    exitCode: EXIT.cannotRunHere,
    help: "a kernel with the modules nf_conntrack and nft_synproxy",
  });
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
