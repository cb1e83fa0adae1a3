import { readFile } from "node:fs/promises";

/** The entries of a list file: one a line, `#` begins a comment, empty lines do not count. */
export function parseListFile(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
}

/** Reads a list file of the node image. */
export async function readListFile(path: string): Promise<string[]> {
  return parseListFile(await readFile(path, "utf8"));
}
