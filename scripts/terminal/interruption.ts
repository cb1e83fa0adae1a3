import { setMaxListeners } from "node:events";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";

/** The reason of the abort where a person or the system asked the process to end. */
export class Interrupted extends ToldError {
  constructor(signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`, { exitCode: EXIT.interrupted });
    this.name = "Interrupted";
  }
}

/** The reason of the abort where nobody reads the output any more, as in `tierlab logs … --follow | head`. */
export class OutputClosed extends Error {
  override readonly name = "OutputClosed";
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Turns signals and closed pipes into one abort; a second Ctrl-C ends at once, and the leases of labs clean up. */
export class Interruption {
  readonly #controller = new AbortController();
  #handedOver = false;

  constructor() {
    // Every command of every lab listens while it runs, so their number says nothing of a leak.
    setMaxListeners(0, this.#controller.signal);
    for (const name of SIGNALS) process.on(name, this.#interrupt);
    process.stdout.on("error", this.#closed);
    process.stderr.on("error", ignoreClosedPipe);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  handOver(): void {
    this.#handedOver = true;
  }

  end(): void {
    for (const name of SIGNALS) process.off(name, this.#interrupt);
  }

  readonly #interrupt = (name: NodeJS.Signals): void => {
    // A command on this terminal got the same Ctrl-C; it decides, and its exit code is ours.
    if (this.#handedOver && name === "SIGINT") return;
    if (this.#controller.signal.aborted) process.exit(EXIT.interrupted);
    process.stderr.write("\ninterrupted: cleaning up (once more to leave at once)\n");
    this.#controller.abort(new Interrupted(name));
  };

  readonly #closed = (error: NodeJS.ErrnoException): void => {
    ignoreClosedPipe(error);
    this.#controller.abort(new OutputClosed("nobody reads the output"));
  };
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
