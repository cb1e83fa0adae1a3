import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { InputError } from "./input-error.ts";
import { plainText } from "./plain-text.ts";
import { styleFor } from "./style.ts";

/** Tells an error on standard error and gives its exit code: a person's mistake as a message, a bug with its stack. */
export function tellError(error: unknown): number {
  const style = styleFor(process.stderr);
  if (error instanceof ToldError) {
    if (error instanceof InputError) process.stderr.write(`${error.drawn}\n\n`);
    process.stderr.write(`${style(["red", "bold"], "error")}: ${plainText(error.message)}\n`);
    if (error.help !== null) {
      const help = plainText(error.help).split("\n").join("\n          ");
      process.stderr.write(`  ${style("cyan", "= help")}: ${help}\n`);
    }
    return error.exitCode;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${style(["red", "bold"], "error")}: this is a bug in tierlab\n${plainText(stack)}\n`);
  if (error instanceof Error && error.cause !== undefined)
    process.stderr.write(`caused by: ${plainText(String(error.cause))}\n`);
  // The launcher then has stacks name the sources, which costs each start some 30 ms.
  if (process.env.TIERLAB_DEBUG === undefined)
    process.stderr.write("run it again with TIERLAB_DEBUG=1 to see where in the sources\n");
  return EXIT.bug;
}
