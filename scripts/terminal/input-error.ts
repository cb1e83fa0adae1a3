import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";

/** Errors of a person's files, already drawn with their places; the text is shown as it is. */
export class InputError extends ToldError {
  readonly drawn: string;

  constructor(drawn: string, count: number) {
    super(count === 1 ? "1 error" : `${count} errors`, { exitCode: EXIT.wrongInput });
    this.name = "InputError";
    this.drawn = drawn;
  }
}
