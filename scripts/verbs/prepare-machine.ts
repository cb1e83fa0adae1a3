import type { NodeKernelChoice } from "../engines/engine.ts";
import type { ImageChoice } from "../setup/image-way.ts";
import { ensureSetup, type Machine } from "../setup/setup.ts";
import { setupView } from "./setup-view.ts";
import type { Tool } from "./tool.ts";

const UML_OF = { auto: "auto", host: "no", uml: "yes" } as const;

/** Installs what this machine lacks, and says what is installed; where all is there it says nothing. */
export async function prepareMachine(
  nodeKernel: NodeKernelChoice,
  tool: Pick<Tool, "signal">,
  imageBy: ImageChoice = "auto",
): Promise<Machine> {
  const view = setupView(process.stderr);
  try {
    return await ensureSetup({
      uml: UML_OF[nodeKernel],
      imageBy,
      signal: tool.signal,
      progress: (event) => view.take(event),
    });
  } finally {
    view.end();
  }
}
