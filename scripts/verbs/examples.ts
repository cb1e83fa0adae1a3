import { wrapped } from "../terminal/columns.ts";

const WIDEST = 100;
const DEEPER = "      ";

/** Examples for the end of a verb's help, each with what it is for: beside it, or below where there is no room. */
export function examples(lines: Readonly<Record<string, string>>): string {
  const columns = Math.min(process.stdout.columns ?? WIDEST, WIDEST);
  const fits = (line: string, why: string) =>
    "  $ ".length + line.length + "  ".length + why.length <= columns;
  const beside = Object.entries(lines).filter(([line, why]) => fits(line, why));
  const width = Math.max(0, ...beside.map(([line]) => line.length));
  const rows = Object.entries(lines).flatMap(([line, why]) =>
    fits(line.padEnd(width), why)
      ? [`  $ ${line.padEnd(width)}  ${why}`.trimEnd()]
      : [`  $ ${line}`, ...wrapped(why, columns - DEEPER.length).map((part) => DEEPER + part)],
  );
  return ["", "Examples:", ...rows].join("\n");
}
