import { existsSync } from "node:fs";
import type { Construct } from "constructs";
import { LabResources, type LabResourcesProps } from "../../stacks/emit/cdktf/lab-resources.ts";
import { type NodeKernel, nodeKernels } from "../../stacks/guest/kernel-sides.ts";
import type { LabDefinition } from "../../stacks/lab/definition/define-lab.ts";
import { dockerBridges } from "../engines/docker-bridges.ts";
import { checkedPlan } from "./checked-plan.ts";

export interface TrafficLabProps extends Pick<LabResourcesProps, "prefix"> {
  /** The lab, made by `defineLab`, or the path of a lab file. */
  readonly lab: LabDefinition | string;
  /** The image that nodes run from. @default `tierlab/node:latest`, which `tierlab setup --engine docker` makes */
  readonly image?: string;
  /** How the segments' bridges come through Docker's firewall. @default what this machine needs */
  readonly bridges?: LabResourcesProps["bridges"];
  /** Where networks live of nodes that need IPVS. @default `host` where this machine's kernel has it, else `uml` */
  readonly nodeKernel?: NodeKernel;
}

/**
 * A lab as resources of the Docker provider within a person's own stack: one image, a network a segment, a container a
 * node. The stack's own DockerProvider is used where it has one. Throws where the lab is not right, with every error.
 *
 * @example
 * new TrafficLab(this, "shop", { lab: shop });
 * new TrafficLab(this, "dr", { lab: "labs/lvs-dr.yaml", prefix: "ci-42" });
 */
export class TrafficLab extends LabResources {
  constructor(scope: Construct, id: string, props: TrafficLabProps) {
    const plan = checkedPlan(props.lab);
    const { image = "tierlab/node:latest", bridges = dockerBridges(), prefix } = props;
    const kernel = props.nodeKernel ?? (existsSync("/proc/net/ip_vs") ? "host" : "uml");
    super(scope, id, {
      plan,
      image,
      bridges,
      kernels: nodeKernels(plan.nodes, kernel),
      ...(prefix === undefined ? {} : { prefix }),
    });
  }
}
