import { wrapped } from "../terminal/columns.ts";
import { plainLine } from "../terminal/plain-text.ts";
import type { Style } from "../terminal/style.ts";
import { MARKS } from "./marks.ts";
import type { LabResult } from "./result.ts";
import { type Trouble, troublesOf } from "./troubles.ts";

/** What is not as it should be in a lab, each in the shape of an error; a block of lines each. */
export function failuresOf(lab: LabResult, style: Style, columns: number): string[][] {
  return troublesOf(lab).map((trouble) => drawn(trouble, style, columns));
}

function drawn({ verdict, id, message, where, notes }: Trouble, style: Style, columns: number): string[] {
  const { word, colour } = MARKS[verdict];
  const head = `${style([colour, "bold"], `${word}[${plainLine(id)}]`)}: `;
  const told = wrapped(`${head}${style("bold", plainLine(message))}`, columns);
  const lines = notes.flatMap(([name, text]) => {
    if (text === null || text === "") return [];
    // A command is never broken: it is there to be copied.
    const label = `   ${style("cyan", `= ${name}`)}: `;
    if (name === "look further" || name === "packets") return [`${label}${plainLine(text)}`];
    const indent = " ".repeat(name.length + 7);
    return wrapped(plainLine(text), columns - indent.length).map(
      (line, index) => `${index === 0 ? label : indent}${line}`,
    );
  });
  return [...told, `  ${style("cyan", "-->")} ${plainLine(where)}`, ...lines];
}
