import { type ChildProcess, spawn } from "node:child_process";
import { nodeProgram } from "../node-program.ts";
import type { Order, Outcome, RunningCommand } from "./run-command.ts";

/** To the starter: run a command, or kill one that runs. */
export type Asked =
  | { readonly id: number; readonly order: Order }
  | { readonly id: number; readonly order: null };

/** From the starter: how one ended. */
export interface Told {
  readonly id: number;
  readonly outcome: Outcome;
}

/**
 * A small process that starts commands for this one. Node.js starts a program by fork(2), which copies the page tables of
 * the whole process while that stands still: 1.5 ms of a process of 50 MB, 7 ms of one of 160 MB, 20 ms of one of 370 MB.
 * It ends with this process, and so do its commands if they ask for that (PR_SET_PDEATHSIG).
 */
export class CommandStarter {
  readonly #process: ChildProcess;
  readonly #running = new Map<number, (outcome: Outcome) => void>();
  #lastId = 0;

  private constructor(process: ChildProcess) {
    this.#process = process;
    process.on("message", (told) => this.#end(told as Told));
    process.once("exit", () => {
      for (const id of this.#running.keys()) this.#end({ id, outcome: LOST });
    });
    process.on("error", () => {});
    this.#rest();
  }

  static async begin(): Promise<CommandStarter> {
    const program = await nodeProgram(
      "command-starter",
      new URL("./command-starter-program.ts", import.meta.url),
    );
    // In a session of its own: Ctrl-C is heard by this process alone.
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
      detached: true,
      cwd: "/",
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      serialization: "advanced",
    });
    return new CommandStarter(child);
  }

  run(order: Order): RunningCommand {
    this.#lastId += 1;
    const id = this.#lastId;
    const ended = new Promise<Outcome>((resolve) => this.#running.set(id, resolve));
    this.#process.ref();
    this.#process.channel?.ref();
    this.#ask({ id, order });
    return { ended, kill: () => this.#ask({ id, order: null }) };
  }

  #ask(asked: Asked): void {
    const lost = () => this.#end({ id: asked.id, outcome: LOST });
    if (!this.#process.connected) lost();
    else this.#process.send(asked, (error) => (error === null ? undefined : lost()));
  }

  #end({ id, outcome }: Told): void {
    this.#running.get(id)?.(outcome);
    this.#running.delete(id);
    if (this.#running.size === 0) this.#rest();
  }

  /** It keeps nobody from ending. */
  #rest(): void {
    this.#process.unref();
    this.#process.channel?.unref();
  }
}

const LOST: Outcome = {
  exitCode: null,
  stdout: "",
  stderr: "",
  trouble: "the process that starts commands has ended\n",
};
