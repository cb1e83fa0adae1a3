import type { RunningLab } from "../engines/engine.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";

/** A lab runs, and nobody knows what: it was deployed from another plan than its file's, for one. */
export function staleLab({ name, stale, engine, onlyAnew }: RunningLab): ToldError {
  const again =
    engine === "docker" && onlyAnew !== true
      ? `\`tierlab up ${name} --engine docker\`, or \`cdktf deploy ${name}\` where that deployed it, brings it up to date`
      : `\`tierlab up ${name} --recreate --engine ${engine}\` builds it anew`;
  return new ToldError(`lab ${name} runs as containers, but ${stale}`, {
    exitCode: EXIT.wrongInput,
    help: `${again}; \`tierlab down ${name}\` takes it away`,
  });
}
