import type { RunningLab } from "../engines/engine.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";

/** A lab runs, and nobody knows what: it was deployed from another plan than its file's. */
export function staleLab({ name, stale }: RunningLab): ToldError {
  return new ToldError(`lab ${name} runs as containers, but ${stale}`, {
    exitCode: EXIT.wrongInput,
    help: `\`tierlab up ${name} --engine docker\`, or \`cdktf deploy ${name}\` where that deployed it, brings it up to date; \`tierlab down ${name}\` takes it away`,
  });
}
