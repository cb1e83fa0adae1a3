/** Examples for the end of a verb's help, each with what it is for. */
export function examples(lines: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(lines).map((line) => line.length));
  const rows = Object.entries(lines).map(([line, why]) => `  $ ${line.padEnd(width)}  ${why}`.trimEnd());
  return ["", "Examples:", ...rows].join("\n");
}
