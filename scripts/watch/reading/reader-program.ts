import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../../package-root.ts";
import type { Question } from "./questions.ts";

/** From one look to the next, seconds. */
const EVERY_S = "1";

let known: Promise<string> | undefined;

/** The words that start a reader in a node: Perl is in every node, and starts in milliseconds. */
export async function readerCommand(questions: readonly Question[]): Promise<string[]> {
  known ??= readFile(join(packageRoot(), "templates", "watch", "reader.pl"), "utf8");
  return ["perl", "-e", await known, EVERY_S, ...questions.map((question) => question.join("\x1f"))];
}
