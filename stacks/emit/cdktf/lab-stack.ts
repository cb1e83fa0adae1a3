import { DockerProvider } from "@cdktf/provider-docker/lib/provider/index.js";
import { TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import type { Plan } from "../../plan/plan.ts";
import { containerName, defaultPrefix } from "../labels.ts";
import { LabResources, type LabResourcesProps } from "./lab-resources.ts";

export interface LabStackProps extends LabResourcesProps {
  /** Where the Docker engine listens, as in `unix:///var/run/docker.sock`. @default that of DOCKER_HOST, or this machine's own */
  readonly engine?: string;
  /** What a person types to prove the lab. */
  readonly testCommand: string;
}

/** A lab as a stack of its own, whose settings are Terraform variables: `prefix`, `image`, `engine`. */
export class LabStack extends TerraformStack {
  readonly resources: LabResources;

  constructor(scope: Construct, id: string, props: LabStackProps) {
    super(scope, id);
    const { plan } = props;
    const variable = (name: string, description: string, value: string | undefined) => {
      const made = new TerraformVariable(this, name, { type: "string", description, default: value });
      made.overrideLogicalId(name);
      // Not set is as good: the provider then looks at DOCKER_HOST.
      if (value === undefined) made.addOverride("default", null);
      return made.stringValue;
    };
    const prefix = variable(
      "prefix",
      "What stands before the names of containers and networks",
      props.prefix ?? defaultPrefix(plan.lab),
    );
    const image = variable("image", "The image that the nodes run from", props.image);
    const host = variable(
      "engine",
      "Where the Docker engine listens, as in unix:///var/run/docker.sock",
      props.engine,
    );
    new DockerProvider(this, "docker", { host });
    // Terraform shall know them by short names: cdktf leaves this word out.
    this.resources = new LabResources(this, "Default", { ...props, prefix, image });
    output(this, "nodes", "The nodes, with their containers and addresses", nodeTable(plan, prefix));
    output(this, "test", "The command that proves what the lab claims", props.testCommand);
  }
}

function output(scope: Construct, name: string, description: string, value: unknown): void {
  new TerraformOutput(scope, name, { description, value }).overrideLogicalId(name);
}

function nodeTable({ nodes }: Plan, prefix: string): object {
  return Object.fromEntries(
    nodes.map(({ name, role, interfaces }) => [
      name,
      {
        role,
        container: containerName(prefix, name),
        addresses: Object.fromEntries(interfaces.map((one) => [one.segment, one.addresses.join(" ")])),
      },
    ]),
  );
}
