import { Container as DockerContainer } from "@cdktf/provider-docker/lib/container/index.js";
import { Image } from "@cdktf/provider-docker/lib/image/index.js";
import { Network } from "@cdktf/provider-docker/lib/network/index.js";
import { DockerProvider } from "@cdktf/provider-docker/lib/provider/index.js";
import { Fn, Op, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { NodeKernel } from "../../guest/kernel-sides.ts";
import type { Plan } from "../../plan/plan.ts";
import { type Container, containersOf } from "../container.ts";
import { type Bridges, type DockerNetwork, dockerNetworks } from "../docker-network.ts";
import { dockerSysctls, tmpfsOptions } from "../docker-settings.ts";
import { SUBNETS } from "../docker-subnet.ts";
import { containerName, defaultPrefix, LABELS } from "../labels.ts";

export interface LabResourcesProps {
  readonly plan: Plan;
  /** Name and tag of the image that the nodes run from: `tierlab/node` with its hash. */
  readonly image: string;
  /** What stands before the names of containers and networks, and sets labs of one name apart. @default `tierlab-LAB` */
  readonly prefix?: string;
  /** How the segments' bridges come through Docker's firewall. @default `internal` */
  readonly bridges?: Bridges;
  /** Where each node's network lives. @default the machine's own kernel */
  readonly kernels?: Readonly<Record<string, NodeKernel>>;
}

/** The resources of the Docker provider that a plan comes to: one image, a network a segment, a container a node. */
export class LabResources extends Construct {
  readonly plan: Plan;
  readonly prefix: string;
  /** By segment. */
  readonly networks: ReadonlyMap<string, Network>;
  /** By node. */
  readonly containers: ReadonlyMap<string, DockerContainer>;

  constructor(scope: Construct, id: string, props: LabResourcesProps) {
    super(scope, id);
    const { plan, prefix = defaultPrefix(plan.lab), bridges = "internal", kernels = {} } = props;
    this.plan = plan;
    this.prefix = prefix;
    needProvider(this);
    const image = new Image(this, "image", { name: props.image, keepLocally: true });
    // Each time that cdktf is asked for it, it makes another token.
    const { imageId } = image;
    this.networks = new Map(
      dockerNetworks(plan, bridges).map((one) => [one.segment, network(this, prefix, one)]),
    );
    const networks = new Map([...this.networks].map(([segment, made]) => [segment, made.name]));
    const containers = new Map<string, DockerContainer>();
    this.containers = containers;
    const described = new Map(containersOf(plan, kernels).map((one) => [one.node, one]));
    const add = (one: Container): DockerContainer => {
      const there = containers.get(one.node);
      if (there !== undefined) return there;
      const after = one.after.flatMap((name) => described.get(name) ?? []).map(add);
      const made = this.container(one, { imageId, networks }, after);
      containers.set(one.node, made);
      return made;
    };
    for (const one of described.values()) add(one);
  }

  private container(
    one: Container,
    { imageId, networks }: { readonly imageId: string; readonly networks: ReadonlyMap<string, string> },
    after: readonly DockerContainer[],
  ): DockerContainer {
    const { healthCheck } = one;
    return new DockerContainer(this, `node-${one.node}`, {
      name: containerName(this.prefix, one.node),
      hostname: one.node,
      image: imageId,
      command: [...one.command],
      env: Object.entries(one.environment).map(([key, value]) => `${key}=${value}`),
      labels: labels({ ...one.labels, [LABELS.prefix]: this.prefix }),
      capabilities: { add: [...one.capabilities], drop: ["ALL"] },
      securityOpts: ["no-new-privileges:true"],
      sysctls: dockerSysctls(one),
      tmpfs: Object.fromEntries(one.tmpfs.map((each) => [each.path, tmpfsOptions(each)])),
      upload: one.files.map(({ path, text, mode }) => ({
        file: path,
        content: escaped(text),
        executable: mode === "0755",
      })),
      networksAdvanced: one.interfaces.map(({ segment }) => ({ name: networks.get(segment) ?? "" })),
      ...(healthCheck === null
        ? {}
        : {
            healthcheck: {
              test: ["CMD", ...healthCheck.command],
              interval: duration(healthCheck.everyMs),
              timeout: duration(healthCheck.timeoutMs),
              retries: healthCheck.failures,
              startPeriod: duration(healthCheck.patienceMs),
            },
          }),
      // A node is not asked to end: its daemons are no more than the lab is.
      stopSignal: "SIGKILL",
      restart: "no",
      dependsOn: [...after],
    });
  }
}

/** An app that has a Docker provider, to another engine perhaps, keeps it. */
function needProvider(scope: Construct): void {
  const stack = TerraformStack.of(scope);
  if (stack.node.findAll().some((one) => one instanceof DockerProvider)) return;
  new DockerProvider(stack, "docker", {});
}

function network(scope: Construct, prefix: string, one: DockerNetwork): Network {
  const subnet = subnetAt(prefix, one.place);
  return new Network(scope, `segment-${one.segment}`, {
    name: containerName(prefix, one.segment),
    driver: "bridge",
    internal: one.internal,
    // The provider reads none as an empty one, and would make the network anew for it.
    ipamConfig: [{ subnet, gateway: Fn.cidrhost(subnet, 1), auxAddress: {} }],
    options: { ...one.options },
    labels: labels({ ...one.labels, [LABELS.prefix]: prefix }),
  });
}

/** What `dockerSubnet` computes, as an expression: the prefix is a variable that is set when the stack is deployed. */
function subnetAt(prefix: string, place: number): string {
  const start = Fn.parseint(Fn.substr(Fn.sha256(prefix), 0, SUBNETS.digits), 16);
  return Fn.cidrsubnet(SUBNETS.block, SUBNETS.bits, Op.mod(Op.add(start, place), SUBNETS.count));
}

function labels(all: Readonly<Record<string, string>>): { label: string; value: string }[] {
  return Object.entries(all).map(([label, value]) => ({ label, value }));
}

/** As the provider reads it back, in Go's form: 60s would be another text than 1m0s. */
function duration(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return `${minutes > 0 ? `${minutes}m` : ""}${(ms % 60_000) / 1000}s`;
}

/** Terraform reads $\{ and %\{ in a string as the beginning of an expression. */
function escaped(text: string): string {
  return text.replaceAll(/[$%](?=\{)/g, "$&$&");
}
