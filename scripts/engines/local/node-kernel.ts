import type { KernelFeature, Plan, PlannedNode } from "../../../stacks/plan/plan.ts";
import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { findHostIpip } from "../../setup/host-ipip.ts";
import { findHostIpv6 } from "../../setup/host-ipv6.ts";
import { findHostIpvs } from "../../setup/host-ipvs.ts";
import { findHostNetem } from "../../setup/host-netem.ts";
import { findHostSynproxy } from "../../setup/host-synproxy.ts";
import { findHostTwos } from "../../setup/host-twos.ts";
import type { NodeKernel, NodeKernelChoice } from "../engine.ts";
import type { UmlFiles } from "./uml.ts";

/** Which kernel each node's network lives in: the host's, unless the node needs what only a UML kernel has here. */
export async function chooseNodeKernels(
  plan: Plan,
  choice: NodeKernelChoice,
  uml: UmlFiles | null,
): Promise<Record<string, NodeKernel>> {
  refuseWithoutIpv6(plan);
  const needs = new Set(plan.nodes.flatMap(({ kernelNeeds }) => kernelNeeds));
  const lacks = new Map<KernelFeature, string>();
  for (const need of needs) {
    if (choice === "uml" && FEATURES[need].byUml) continue;
    const { there, reason } = await FEATURES[need].find();
    if (!there) lacks.set(need, reason);
  }
  return Object.fromEntries(plan.nodes.map((node) => [node.name, kernelOf(node, choice, lacks, uml)]));
}

/** Even a guest kernel's frames would find no dual-stack node on the host's to speak to. */
function refuseWithoutIpv6({ segments }: Plan): void {
  const dual = segments.find(({ prefix6 }) => prefix6 !== undefined);
  const { there, reason } = findHostIpv6();
  if (dual === undefined || there) return;
  throw new ToldError(`segment ${dual.name} has an IPv6 prefix: ${reason}`, {
    exitCode: EXIT.cannotRunHere,
    help: "a kernel with IPv6, started without ipv6.disable=1",
  });
}

/** Whether a node needs something of its kernel that a User Mode Linux kernel has. */
export function mayBeUml({ kernelNeeds }: PlannedNode): boolean {
  return kernelNeeds.some((need) => FEATURES[need].byUml);
}

interface Feature {
  /** Looks for it in the host's kernel. */
  readonly find: () => Promise<{ readonly there: boolean; readonly reason: string }>;
  /** Whether a User Mode Linux kernel has it; that has no IPv4 tables. */
  readonly byUml: boolean;
  readonly needed: string;
  /** What to do where only the host's kernel would do. */
  readonly help: string;
}

const FEATURES: Readonly<Record<KernelFeature, Feature>> = {
  ipvs: {
    find: findHostIpvs,
    byUml: true,
    needed: "a director needs IPVS",
    help: "leave out --node-kernel, and directors run under User Mode Linux",
  },
  "ipvs-twos": {
    find: findHostTwos,
    byUml: false,
    needed: "scheduler twos needs a kernel that has it",
    help: "a kernel with the module ip_vs_twos, or another scheduler",
  },
  ipip: {
    find: findHostIpip,
    byUml: true,
    needed: "a real server of mode tun needs IPIP",
    help: "leave out --node-kernel, and these servers run under User Mode Linux",
  },
  netem: {
    find: findHostNetem,
    byUml: true,
    needed: "a delay needs netem",
    help: "leave out --node-kernel, and routers that delay packets run under User Mode Linux",
  },
  synproxy: {
    find: findHostSynproxy,
    byUml: false,
    needed: "a guard needs SYNPROXY",
    help: "a kernel with the modules nf_conntrack and nft_synproxy",
  },
};

function kernelOf(
  node: PlannedNode,
  choice: NodeKernelChoice,
  lacks: ReadonlyMap<KernelFeature, string>,
  uml: UmlFiles | null,
): NodeKernel {
  const all = node.kernelNeeds.filter((need) => lacks.has(need));
  // What no guest kernel has either is the one to tell of.
  const lacked = all.find((need) => !FEATURES[need].byUml) ?? all[0];
  if (lacked === undefined) return choice === "uml" && mayBeUml(node) ? needUml(node, uml) : "host";
  const { byUml, needed, help } = FEATURES[lacked];
  if (choice !== "host" && byUml) return needUml(node, uml);
  const reason = lacks.get(lacked) ?? "";
  const problem = byUml ? `the node kernel cannot be \`host\`: ${reason}` : `${needed}: ${reason}`;
  throw new ToldError(problem, { exitCode: EXIT.cannotRunHere, help });
}

function needUml({ kernelNeeds }: PlannedNode, uml: UmlFiles | null): NodeKernel {
  if (uml !== null) return "uml";
  const [need] = kernelNeeds.filter((one) => FEATURES[one].byUml);
  const needed = need === undefined ? "a node needs another kernel" : FEATURES[need].needed;
  throw new ToldError(`${needed}, and there is no User Mode Linux kernel here`, {
    exitCode: EXIT.cannotRunHere,
    help: "`tierlab setup` fetches one",
  });
}
