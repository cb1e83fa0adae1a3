import { readFile, stat } from "node:fs/promises";
import type { Diagnostic } from "../../stacks/lab/diagnostic.ts";
import { type LabReading, readLab } from "../../stacks/lab/read-lab.ts";
import type { DiagnosticPart } from "../../stacks/lab/render-diagnostic.ts";
import type { Lab } from "../../stacks/lab/schema/lab.ts";
import { locateNearest } from "../../stacks/lab/source.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { loadTemplates } from "../load-templates.ts";
import type { LabFile } from "../run/lab-file.ts";
import { labPlans } from "../run/lab-plans.ts";
import { InputError } from "../terminal/input-error.ts";
import { styleFor } from "../terminal/style.ts";
import { locateLab, shownPath } from "./locate-lab.ts";

/** Reads and plans one lab given by path or name. */
export async function openLab(lab: string): Promise<LabFile> {
  const [file] = await openLabs([lab]);
  if (file === undefined) throw new Error("Expected one lab file");
  return file;
}

/** Reads and plans labs; the errors of all of them are told at once. */
export async function openLabs(labs: readonly string[]): Promise<LabFile[]> {
  const paths = [...new Set(labs.map(locateLab))];
  const readings = await Promise.all(paths.map(async (path) => ({ path, reading: await read(path) })));
  const told = readings.flatMap(({ reading }) =>
    reading.diagnostics.map((diagnostic) => ({ diagnostic, text: reading.source.text })),
  );
  // A warning alone keeps no lab from running; `validate` tells it.
  if (readings.some(({ reading }) => reading.lab === null)) throw await inputError(told);
  return readings.flatMap(({ path, reading }) =>
    reading.lab === null ? [] : [labFile(path, reading, reading.lab)],
  );
}

const MAX_BYTES = 1024 * 1024;

async function read(path: string): Promise<LabReading> {
  const shown = shownPath(path);
  const about = await stat(path);
  if (!about.isFile()) throw new ToldError(`${shown} is no file`, { exitCode: EXIT.wrongInput });
  if (about.size > MAX_BYTES)
    throw new ToldError(`${shown} is larger than 1 MiB`, { exitCode: EXIT.wrongInput });
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw new ToldError(`${shown} cannot be read: ${cause.code}`, { exitCode: EXIT.wrongInput, cause });
  });
  return readLab(text, { file: shown });
}

function labFile(path: string, reading: LabReading, lab: Lab): LabFile {
  return {
    path,
    shownPath: shownPath(path),
    lab,
    ...labPlans(reading, lab, loadTemplates()),
    where: (at) => {
      const { file, line, column } = locateNearest(reading.source, at, "key");
      return `${file}:${line}:${column}`;
    },
  };
}

const COLOURS = {
  error: ["red", "bold"],
  warning: ["yellow", "bold"],
  message: "bold",
  frame: "blue",
  caret: "red",
  cause: "blue",
  help: "cyan",
} as const satisfies Record<DiagnosticPart, string | readonly string[]>;

async function inputError(errors: readonly { diagnostic: Diagnostic; text: string }[]): Promise<InputError> {
  // A lab without errors, as most are, is read the sooner without it.
  const { renderDiagnostic } = await import("../../stacks/lab/render-diagnostic.ts");
  const style = styleFor(process.stderr);
  const shown = errors.map(({ diagnostic, text }) =>
    renderDiagnostic(diagnostic, text, (part, words) => style([...[COLOURS[part]].flat()], words)),
  );
  return new InputError(shown.join("\n\n"), errors.length);
}
