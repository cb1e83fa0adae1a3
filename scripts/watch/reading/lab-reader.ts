import { setTimeout as wait } from "node:timers/promises";
import type { Plan } from "../../../stacks/plan/plan.ts";
import type { Engine, RunningLab } from "../../engines/engine.ts";
import { type LabView, labView } from "../model/lab-view.ts";
import type { NodeReading } from "../model/node-view.ts";
import { type Told, withLook } from "./look.ts";
import { readNode } from "./node-reader.ts";
import { type Asked, questionsOf } from "./questions.ts";

/** All readers look at the same moment: the last of them is waited for so long, milliseconds. */
const GATHER_MS = 150;
/** A lab's nodes die before the lab is seen to be gone, milliseconds. */
const DIES_WITHIN_MS = 100;
/** The clock of a guest is another one: what comes in between is told with the next round, milliseconds. */
const TELL_EVERY_MS = 900;
/** How often the lab itself is looked for: it may have been changed or taken away, milliseconds. */
const FIND_EVERY_MS = 5_000;

type ReaderKey = `${Asked["side"]} ${string}`;

export interface LabReaderOptions {
  readonly engine: Pick<Engine, "find" | "spawn">;
  readonly lab: RunningLab;
  /** What its file says. */
  readonly written: Plan;
  readonly onView: (view: LabView, lab: RunningLab) => void;
  /** The lab is there no more. */
  readonly onGone: () => void;
}

/** Reads a running lab until `end`, and tells how it is after each round of looks. */
export class LabReader {
  readonly #options: LabReaderOptions;
  readonly #readings = new Map<string, NodeReading>();
  readonly #readers = new Map<ReaderKey, { readonly asked: string; readonly over: AbortController }>();
  readonly #finding: NodeJS.Timeout;
  #lab: RunningLab;
  #gathering: NodeJS.Timeout | undefined;
  #toldAt = 0;
  #looking: Promise<void> | null = null;
  #isOver = false;

  constructor(options: LabReaderOptions) {
    this.#options = options;
    this.#lab = options.lab;
    this.#finding = setInterval(() => void this.find(), FIND_EVERY_MS);
    this.#follow();
  }

  end(): void {
    this.#isOver = true;
    clearInterval(this.#finding);
    clearTimeout(this.#gathering);
    for (const { over } of this.#readers.values()) over.abort();
  }

  /** Looks for the lab: as it runs now its plan and its nodes may be others. */
  find(): Promise<void> {
    this.#looking ??= this.#find().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #find(): Promise<void> {
    // An engine that does not answer now is asked again soon.
    const found = await this.#options.engine.find(this.#lab.name).catch(() => this.#lab);
    if (this.#isOver) return;
    if (found === undefined) {
      this.end();
      this.#options.onGone();
      return;
    }
    this.#lab = found;
    this.#follow();
  }

  /** Starts readers for what is new in the plan, and ends those for what is gone. */
  #follow(): void {
    const { plan, nodeKernels } = this.#lab;
    const wanted = new Map(
      plan.nodes.flatMap((node) =>
        questionsOf(node, plan, nodeKernels[node.name] ?? "host").map(
          (asked) => [`${asked.side} ${node.name}`, { node: node.name, asked }] as const,
        ),
      ),
    );
    for (const [key, { asked, over }] of this.#readers) {
      const still = wanted.get(key);
      if (still !== undefined && JSON.stringify(still.asked) === asked) continue;
      over.abort();
      this.#readers.delete(key);
      if (still === undefined) this.#readings.delete(key.split(" ")[1] ?? "");
    }
    for (const [key, { node, asked }] of wanted) if (!this.#readers.has(key)) this.#start(key, node, asked);
  }

  #start(key: ReaderKey, node: string, asked: Asked): void {
    const over = new AbortController();
    this.#readers.set(key, { asked: JSON.stringify(asked), over });
    const take = (change: (told: Told) => NodeReading) => {
      if (over.signal.aborted || this.#isOver) return;
      this.#readings.set(node, change(this.#readings.get(node)?.told ?? new Map()));
      const sinceMs = performance.now() - this.#toldAt;
      this.#gathering ??= setTimeout(() => this.#tell(), Math.max(GATHER_MS, TELL_EVERY_MS - sinceMs));
    };
    void readNode({
      engine: this.#options.engine,
      lab: () => this.#lab,
      node,
      asked,
      onLook: (look) => take((told) => ({ health: "up", told: withLook(told, look) })),
      onEnd: async () => {
        await wait(DIES_WITHIN_MS);
        await this.find();
        // What it told before is not so any more.
        take(() => ({ health: "down", told: new Map() }));
      },
      signal: over.signal,
    });
  }

  #tell(): void {
    this.#gathering = undefined;
    this.#toldAt = performance.now();
    if (!this.#isOver)
      this.#options.onView(labView(this.#lab, this.#readings, this.#options.written), this.#lab);
  }
}
