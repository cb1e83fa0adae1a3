import type { Container } from "../container.ts";
import type { EmitInput } from "../emitter.ts";
import { LABELS } from "../labels.ts";

/** What all nodes of a topology share, the environment of their commands too. */
export function defaults({ plan, prefix, image }: EmitInput, containers: readonly Container[]): object {
  return {
    kind: "linux",
    image,
    privileged: false,
    "security-opts": ["no-new-privileges:true"],
    // A container that Docker starts anew has lost its cables.
    "restart-policy": "no",
    env: containers[0]?.environment ?? {},
    labels: { [LABELS.lab]: plan.lab, [LABELS.prefix]: prefix },
  };
}
