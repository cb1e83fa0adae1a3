import type { EmitInput } from "../emitter.ts";
import { CannotExpress } from "../emitter.ts";
import { LABELS } from "../labels.ts";
import type { KubeNode } from "./kube-node.ts";

/** Bytes of an object's data that Kubernetes keeps at most. */
export const MOST_BYTES = 1_048_576;

/** The name of the ConfigMap that holds a node's instructions; clabernetes has some of its own, called by the topology alone. */
export function configMapName(prefix: string, node: string): string {
  return `${prefix}-${node}-files`;
}

/** A node's instructions as a ConfigMap. Throws CannotExpress where they are too large for one. */
export function configMap({ plan, prefix }: EmitInput, { name, at, files }: KubeNode): object {
  const bytes = files.reduce((sum, { path, text }) => sum + path.length + Buffer.byteLength(text), 0);
  if (bytes > MOST_BYTES) {
    throw new CannotExpress(
      `the files of node ${name} have ${bytes} bytes, and a ConfigMap holds ${MOST_BYTES}`,
      at,
      "fewer nodes, services or rules",
    );
  }
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: configMapName(prefix, name),
      labels: { [LABELS.lab]: plan.lab, [LABELS.prefix]: prefix },
    },
    data: Object.fromEntries(files.map(({ path, text }) => [path, text])),
  };
}
