import { randomInt } from "node:crypto";
import type { Engine, RunningLab } from "../engines/engine.ts";
import type { FloodJob } from "./job.ts";
import { floodProgram, senderProgram } from "./program.ts";
import { SenderProcess } from "./sender-process.ts";

/**
 * The processes that send in the clients of labs. Loading one takes longer than most traffic, so one that has done its
 * task waits in its client for the next. All of them end with `signal`.
 */
export class SenderPool {
  readonly #engine: Pick<Engine, "spawn">;
  readonly #signal: AbortSignal;
  readonly #waiting = new Map<string, SenderProcess[]>();

  constructor(engine: Pick<Engine, "spawn">, signal: AbortSignal) {
    this.#engine = engine;
    this.#signal = signal;
  }

  /** One for the client's requests: one that waits there, or a new one. */
  async sender(lab: RunningLab, client: string): Promise<SenderProcess> {
    const waiting = this.#waitingIn(lab);
    const known = waiting.find((process) => process.client === client && process.isFree);
    this.#waiting.set(
      keyOf(lab),
      waiting.filter((process) => process !== known && process.isFree),
    );
    if (known !== undefined) return known;
    return this.#start(lab, client, ["node", "--input-type=module", "--eval", await senderProgram()]);
  }

  /** One for a flood; it ends with it. */
  async flood(
    lab: RunningLab,
    { client, address, port, sources, packets, forMs, againMs }: FloodJob,
  ): Promise<SenderProcess> {
    const forS = forMs / 1000;
    const againS = (againMs ?? 0) / 1000;
    const numbers = [port, sources.first, sources.count, packets, forS, againS, randomInt(2 ** 31)].map(
      String,
    );
    return this.#start(lab, client, ["perl", "-e", await floodProgram(), address, ...numbers]);
  }

  /** Takes back what has done its task; ends what has not. */
  takeBack(lab: RunningLab, processes: readonly SenderProcess[]): void {
    for (const process of processes) if (!process.isFree) process.end();
    const free = processes.filter((process) => process.isFree);
    this.#waiting.set(keyOf(lab), [...this.#waitingIn(lab), ...free]);
  }

  /** Ends all that waits in the lab. */
  clear(lab: RunningLab): void {
    for (const process of this.#waitingIn(lab)) process.end();
    this.#waiting.delete(keyOf(lab));
  }

  #waitingIn(lab: RunningLab): readonly SenderProcess[] {
    return this.#waiting.get(keyOf(lab)) ?? [];
  }

  async #start(lab: RunningLab, client: string, command: readonly string[]): Promise<SenderProcess> {
    const process = await this.#engine.spawn(lab, client, command, { signal: this.#signal });
    return new SenderProcess(process, client, this.#signal);
  }
}

function keyOf({ engine, name }: RunningLab): string {
  return `${engine}/${name}`;
}
