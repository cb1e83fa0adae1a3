import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { nodeProgram } from "../node-program.ts";
import { packageRoot } from "../package-root.ts";

/** The sender as the text of one ES module. */
export function senderProgram(): Promise<string> {
  return nodeProgram("sender", new URL("./sender.ts", import.meta.url));
}

/** The flood as the text of a Perl program: Perl is in every Debian, and writes raw packets. */
export function floodProgram(): Promise<string> {
  return readFile(join(packageRoot(), "templates", "client", "flood.pl"), "utf8");
}
