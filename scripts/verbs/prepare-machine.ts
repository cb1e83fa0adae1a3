import type { Plan } from "../../stacks/plan/plan.ts";
import type { NodeKernelChoice } from "../engines/engine.ts";
import type { ImageChoice } from "../setup/image-way.ts";
import { ensureSetup, type Machine } from "../setup/setup.ts";
import { setupView } from "./setup-view.ts";
import type { Tool } from "./tool.ts";

const UML_OF = { auto: "auto", host: "no", uml: "yes" } as const;

export interface Preparation {
  /** What shall run; where none of its nodes asks for more of its kernel than any has, no other kernel is looked for. */
  readonly plans?: readonly Plan[];
  readonly imageBy?: ImageChoice;
  /** Docker, and the node image for it, too. */
  readonly docker?: boolean;
}

/** Installs what this machine lacks, and says what is installed; where all is there it says nothing. */
export async function prepareMachine(
  nodeKernel: NodeKernelChoice,
  tool: Pick<Tool, "signal">,
  { plans, imageBy = "auto", docker = false }: Preparation = {},
): Promise<Machine> {
  const nodes = plans?.flatMap((plan) => plan.nodes);
  const plain = nodes?.every(({ kernelNeeds }) => kernelNeeds.length === 0) ?? false;
  const view = await setupView(process.stderr);
  try {
    return await ensureSetup({
      uml: plain ? "no" : UML_OF[nodeKernel],
      imageBy,
      ...(docker ? { engine: "docker" as const } : {}),
      signal: tool.signal,
      progress: (event) => view.take(event),
    });
  } finally {
    view.end();
  }
}
