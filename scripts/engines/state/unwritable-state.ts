import { ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";

/** What a person is told where nothing can be written to the folder of records and locks; `why` is the system's word. */
export function unwritableState(folder: string, why: string, cause?: unknown): ToldError {
  return new ToldError(`nothing can be written to ${folder}, where labs are recorded: ${why}`, {
    exitCode: EXIT.cannotRunHere,
    help: "make room there, or name another folder by TIERLAB_STATE; labs in it are another set of labs",
    cause,
  });
}

/** `ENOSPC` and the like. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
