import { EXIT } from "./exit-codes.ts";

/** A mistake of the person or a lack of the machine: printed as a message, never as a stack. */
export class ToldError extends Error {
  readonly exitCode: number;
  /** What to do about it. */
  readonly help: string | null;

  constructor(message: string, options: { exitCode: number; help?: string | null; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = "ToldError";
    this.exitCode = options.exitCode;
    this.help = options.help ?? null;
  }
}

/** This machine lacks what a lab would run on: a command, a daemon, a feature of its kernel. Nothing was tried, so nothing failed. */
export class NotHereError extends ToldError {
  constructor(message: string, { help, cause }: { readonly help: string; readonly cause?: unknown }) {
    super(message, { exitCode: EXIT.cannotRunHere, help, cause });
    this.name = "NotHereError";
  }
}

/** No daemon of this machine can be asked for containers. */
export class NoDaemonError extends ToldError {
  constructor(message: string, { help, cause }: { readonly help: string; readonly cause?: unknown }) {
    super(message, { exitCode: EXIT.cannotRunHere, help, cause });
    this.name = "NoDaemonError";
  }
}

/** Something could not be seen because the machine was too busy: no mistake and no verdict, but worth another try. */
export class StarvedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "StarvedError";
  }
}
