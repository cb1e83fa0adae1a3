import { setTimeout as wait } from "node:timers/promises";
import type { Engine, RunningLab } from "../../engines/engine.ts";
import { countersText } from "./ipvs-dump.ts";
import { type Look, lookParser } from "./look.ts";
import type { Asked } from "./questions.ts";
import { readerCommand } from "./reader-program.ts";

/** How long after its end a reader is started again: its node may be dead, or be made anew, milliseconds. */
const AGAIN_MS = 1_000;

export interface NodeReaderOptions {
  readonly engine: Pick<Engine, "spawn">;
  /** As it runs now: a node that was made anew is another process. */
  readonly lab: () => RunningLab;
  readonly node: string;
  readonly asked: Asked;
  readonly onLook: (look: Look) => void;
  /** The reader ended, or could not be started: the node is dead, or its daemon of commands. */
  readonly onEnd: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** Looks at one side of a node until the signal, with one process that lasts; it is started again whenever it ends. */
export async function readNode({
  engine,
  lab,
  node,
  asked: { side, questions },
  onLook,
  onEnd,
  signal,
}: NodeReaderOptions): Promise<void> {
  const command = await readerCommand(questions);
  while (!signal.aborted) {
    try {
      const reader = await engine.spawn(lab(), node, command, { where: side, signal });
      const looks = lookParser();
      reader.stderr.resume();
      reader.stdout.setEncoding("utf8").on("data", (chunk: string) => {
        for (const look of looks(chunk)) onLook(inWords(look));
      });
      await reader.ended;
    } catch {
      // The node does not run.
    }
    if (signal.aborted) return;
    await onEnd();
    await wait(AGAIN_MS, undefined, { signal }).catch(() => {});
  }
}

/** What was told in bytes is known by what it means. */
function inWords(look: Look): Look {
  const dump = look.texts.get("ipvs-counters");
  if (typeof dump !== "string") return look;
  return { ...look, texts: new Map(look.texts).set("ipvs-counters", countersText(dump)) };
}
