import type { Emitter } from "./emitter.ts";

interface Target {
  readonly about: string;
  /** What is done with the main artifact, once it lies in a folder. */
  readonly next: string;
  load(): Promise<Emitter>;
}

/** The tools that a lab can be described to; each is loaded only when it is meant. */
export const TARGETS: Readonly<Record<string, Target>> = {
  "cdktf-json": {
    about: "Terraform, as JSON, for the Docker provider",
    next: "terraform init && terraform apply",
    load: async () => (await import("./cdktf/emit-terraform.ts")).emitTerraform,
  },
  containerlab: {
    about: "a topology of containerlab, and its nodes' files",
    next: "containerlab deploy",
    load: async () => (await import("./containerlab/emit-containerlab.ts")).emitContainerlab,
  },
  clabernetes: {
    about: "a Kubernetes manifest for clabernetes",
    next: "kubectl apply --server-side --filename .",
    load: async () => (await import("./clabernetes/emit-clabernetes.ts")).emitClabernetes,
  },
};
