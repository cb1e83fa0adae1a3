/** The entries of a list file: one a line, `#` begins a comment, empty lines do not count. */
export function parseListFile(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
}
