import { access, constants, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";

/** Refuses a file that cannot be written, before the work that it is for; `what` is what shall stand there. */
export async function mustBeWritable(out: string | undefined, what: string): Promise<void> {
  if (out !== undefined)
    await access(dirname(resolve(out)), constants.W_OK).catch((cause) => refuse(out, what, cause));
}

/** Writes what `--out` asks for. */
export async function writeOut(out: string, data: string | Buffer, what: string): Promise<void> {
  await writeFile(out, data).catch((cause) => refuse(out, what, cause));
}

function refuse(out: string, what: string, cause: NodeJS.ErrnoException): never {
  throw new ToldError(`the ${what} cannot be written to ${out}: ${cause.code}`, {
    exitCode: EXIT.wrongInput,
    cause,
  });
}
