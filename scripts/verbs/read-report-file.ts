import { readFile } from "node:fs/promises";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { readReport } from "../report/read-report.ts";
import type { Report } from "../report/result.ts";

/** The report in a file of `tierlab test --format json`; a file that is none is a mistake. */
export async function readReportFile(file: string): Promise<Report> {
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw new ToldError(`${file} cannot be read: ${cause.code}`, { exitCode: EXIT.wrongInput, cause });
  });
  try {
    return readReport(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ToldError(`${file} is no report of tierlab: ${why}`, {
      exitCode: EXIT.wrongInput,
      help: `\`tierlab test LAB --format json --out ${file}\` writes one`,
      cause,
    });
  }
}
