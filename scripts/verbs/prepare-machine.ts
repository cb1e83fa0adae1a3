import type { NodeKernelChoice } from "../engines/engine.ts";
import { ensureSetup, type Machine, type SetupEvent } from "../setup/setup.ts";
import type { Tool } from "./tool.ts";

const UML_OF = { auto: "auto", host: "no", uml: "yes" } as const;

/** Installs what this machine lacks, and says what is installed; where all is there it says nothing. */
export function prepareMachine(
  nodeKernel: NodeKernelChoice,
  tool: Pick<Tool, "say" | "signal">,
): Promise<Machine> {
  const tenth = new Map<string, number>();
  return ensureSetup({
    uml: UML_OF[nodeKernel],
    signal: tool.signal,
    progress: (event) => {
      const line = lineOf(event, tenth);
      if (line !== null) tool.say(line);
    },
  });
}

/** A line a tenth of the way, so that a log stays short. */
function lineOf({ part, kind, text, share }: SetupEvent, told: Map<string, number>): string | null {
  if (kind === "present") return null;
  if (kind !== "step") return `${part.what}: ${text}`;
  const tenth = share === null ? null : Math.floor(share * 10);
  if (tenth === null || tenth <= (told.get(part.name) ?? 0)) return null;
  told.set(part.name, tenth);
  return `${part.what}: ${tenth * 10} %, ${text}`;
}
