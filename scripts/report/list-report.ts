import stringWidth from "string-width";
import { alignedRows, wrapped } from "../terminal/columns.ts";
import { plainLine } from "../terminal/plain-text.ts";

/** A lab that runs, as `tierlab list` shows it. */
export interface ListedLab {
  readonly name: string;
  readonly nodes: number;
  readonly engine: string;
  readonly umlNodes: number;
  /** As ISO 8601 has it. */
  readonly since: string;
  readonly file: string;
  /** Why its record tells nothing of it. */
  readonly stale?: string;
}

/** The labs that run as a table, or each as a paragraph where the table is wider than the columns. */
export function listReport(labs: readonly ListedLab[], columns: number): string {
  const cells = labs.map(cellsOf);
  const table = alignedRows([["LAB", "NODES", "NODE KERNELS", "ENGINE", "SINCE (UTC)", "FILE"], ...cells]);
  if (table.every((row) => stringWidth(row) <= columns)) return table.join("\n");
  return cells
    .map(([name = "", nodes, kernels, engine, since, file]) => {
      const text = `${nodes} nodes on ${kernels}, engine ${engine}, since ${since} (UTC): ${file}`;
      return [name, ...wrapped(text, columns - 2)].join("\n  ");
    })
    .join("\n");
}

function cellsOf({ name, nodes, umlNodes, engine, since, file, stale }: ListedLab): string[] {
  return [
    name,
    stale === undefined ? String(nodes) : "?",
    umlNodes === 0 ? "host" : `host, ${umlNodes} uml`,
    engine,
    since.replace("T", " ").slice(0, 19),
    plainLine(stale ?? file),
  ];
}
