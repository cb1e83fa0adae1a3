import { mayBeUml, UML_SIDE } from "../../../stacks/guest/kernel-sides.ts";
import type { UmlFiles } from "../../../stacks/guest/uml.ts";
import type { KernelFeature, Plan, PlannedNode } from "../../../stacks/plan/plan.ts";
import { NotHereError } from "../../errors.ts";
import { findHostIpip } from "../../setup/host-ipip.ts";
import { findHostIpv6 } from "../../setup/host-ipv6.ts";
import { findHostIpvs } from "../../setup/host-ipvs.ts";
import { findHostNat } from "../../setup/host-nat.ts";
import { findHostNetem } from "../../setup/host-netem.ts";
import { findHostSynproxy } from "../../setup/host-synproxy.ts";
import { findHostTwos } from "../../setup/host-twos.ts";
import { loadModules } from "../../setup/load-modules.ts";
import type { NodeKernel, NodeKernelChoice } from "../engine.ts";
import type { LocalImage } from "./local-engine.ts";

/**
 * Which kernel each node's network lives in: the host's, unless the node needs what only a UML kernel has here. What
 * that one lacks the host's must have all the same: it then does that part of the work in the node's outer namespaces.
 */
export async function chooseNodeKernels(
  plan: Plan,
  choice: NodeKernelChoice,
  { rootfs, uml }: LocalImage,
): Promise<Record<string, NodeKernel>> {
  refuseWithoutIpv6(plan);
  const needs = new Set(plan.nodes.flatMap(({ kernelNeeds }) => kernelNeeds));
  const lacks = new Map<KernelFeature, string>();
  for (const need of needs) {
    if (choice === "uml" && UML_SIDE[need] === "guest") continue;
    const { there, reason } = await FEATURES[need].find(rootfs);
    if (!there) lacks.set(need, reason);
  }
  return Object.fromEntries(plan.nodes.map((node) => [node.name, kernelOf(node, choice, lacks, uml)]));
}

/** Even a guest kernel's frames would find no dual-stack node on the host's to speak to. */
function refuseWithoutIpv6({ segments }: Plan): void {
  const dual = segments.find(({ prefix6 }) => prefix6 !== undefined);
  const { there, reason } = findHostIpv6();
  if (dual === undefined || there) return;
  throw new NotHereError(`segment ${dual.name} has an IPv6 prefix: ${reason}`, {
    help: "a kernel with IPv6, started without ipv6.disable=1",
  });
}

interface Feature {
  /** Looks for it in the host's kernel. */
  readonly find: (image: string) => Promise<{ readonly there: boolean; readonly reason: string }>;
  readonly needed: string;
  /** What to do where only the host's kernel would do. */
  readonly help: string;
}

const FEATURES: Readonly<Record<KernelFeature, Feature>> = {
  ipvs: {
    find: findHostIpvs,
    needed: "a director needs IPVS",
    help: "leave out --node-kernel, and directors run under User Mode Linux",
  },
  "ipvs-twos": {
    find: findHostTwos,
    needed: "scheduler twos needs a kernel that has it",
    help: `${loadModules("ip_vs_twos")}; or another scheduler`,
  },
  nat: {
    find: findHostNat,
    needed: "mode fullnat needs source NAT, which User Mode Linux has not",
    help: loadModules("nf_nat", "nft_chain_nat", "nft_fwd_netdev"),
  },
  ipip: {
    find: findHostIpip,
    needed: "a real server of mode tun needs IPIP",
    help: "leave out --node-kernel, and these servers run under User Mode Linux",
  },
  netem: {
    find: findHostNetem,
    needed: "a delay needs netem",
    help: "leave out --node-kernel, and routers that delay packets run under User Mode Linux",
  },
  synproxy: {
    find: findHostSynproxy,
    needed: "a guard needs SYNPROXY",
    help: loadModules("nf_conntrack", "nft_synproxy"),
  },
};

function kernelOf(
  node: PlannedNode,
  choice: NodeKernelChoice,
  lacks: ReadonlyMap<KernelFeature, string>,
  uml: UmlFiles | null,
): NodeKernel {
  const lacked = node.kernelNeeds.filter((need) => lacks.has(need));
  const onlyHosts = lacked.find((need) => UML_SIDE[need] !== "guest");
  if (onlyHosts !== undefined) {
    const { needed, help } = FEATURES[onlyHosts];
    throw new NotHereError(`${needed}: ${lacks.get(onlyHosts)}`, { help });
  }
  const [forGuest] = lacked;
  if (forGuest === undefined) return choice === "uml" && mayBeUml(node) ? needUml(node, uml) : "host";
  if (choice !== "host") return needUml(node, uml);
  throw new NotHereError(`the node kernel cannot be \`host\`: ${lacks.get(forGuest)}`, {
    help: FEATURES[forGuest].help,
  });
}

function needUml({ kernelNeeds }: PlannedNode, uml: UmlFiles | null): NodeKernel {
  const none = kernelNeeds.find((need) => UML_SIDE[need] === null);
  if (none !== undefined) {
    const { needed, help } = FEATURES[none];
    throw new NotHereError(`${needed}, and User Mode Linux has not`, { help });
  }
  if (uml !== null) return "uml";
  const [need] = kernelNeeds.filter((one) => UML_SIDE[one] === "guest");
  const needed = need === undefined ? "a node needs another kernel" : FEATURES[need].needed;
  throw new NotHereError(`${needed}, and there is no User Mode Linux kernel here`, {
    help: "`tierlab setup` fetches one",
  });
}
