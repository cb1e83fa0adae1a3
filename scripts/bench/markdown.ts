import stringWidth from "string-width";
import { padded } from "../terminal/columns.ts";
import type { Part, Row, Unit } from "./row.ts";
import { median } from "./statistics.ts";

const HEADING = ["what", "median", "min – max", "rounds", "aim", "beside it"];

/** The rows as Markdown: a table a suite, and below it where the time went. */
export function markdown(
  machine: string,
  suites: Readonly<Record<string, string>>,
  rows: readonly Row[],
): string {
  const sections = Object.entries(suites).flatMap(([suite, title]) => {
    const own = rows.filter((row) => row.suite === suite);
    return own.length === 0 ? [] : [section(title, own)];
  });
  return `${[`Measured on: ${machine}`, ...sections].join("\n\n")}\n`;
}

function section(title: string, rows: readonly Row[]): string {
  const parts = rows.filter((row) => row.parts.length > 0).map(partsLine);
  return [
    `### ${title}`,
    "",
    ...table([HEADING, ...rows.map(cells)]),
    ...(parts.length > 0 ? ["", ...parts] : []),
  ].join("\n");
}

function cells(row: Row): string[] {
  const beside = [
    ...row.ratios.map(({ to, factor }) => `${factorText(factor)} × ${to}`),
    ...(row.note === null ? [] : [row.note]),
  ].join("; ");
  if (row.samples.length === 0) return [row.what, "–", "", "", aimText(row), beside];
  const [low, high] = [Math.min(...row.samples), Math.max(...row.samples)];
  const range = low === high ? "" : `${figure(low, row.unit)} – ${figure(high, row.unit)}`;
  return [
    row.what,
    figure(median(row.samples), row.unit),
    range,
    String(row.samples.length),
    aimText(row),
    beside,
  ];
}

function aimText({ aim, unit, samples }: Row): string {
  if (aim === null) return "";
  const met = samples.length === 0 ? "" : ` (${factorText(median(samples) / aim)} ×)`;
  return `${unit === "per-second" ? "≥" : "≤"} ${figure(aim, unit)}${met}`;
}

function partsLine({ what, parts, unit }: Row): string {
  return `- ${what}: ${parts.map(({ name, value }: Part) => `${name} ${figure(value, unit)}`).join(", ")}`;
}

/** A figure with its unit, to three digits. */
export function figure(value: number, unit: Unit): string {
  switch (unit) {
    case "ms":
      return `${threeDigits(value / 1000)} s`;
    case "latency-ms":
      return `${threeDigits(value)} ms`;
    case "MiB":
      return `${Math.round(value)} MiB`;
    case "per-second":
      return `${Math.round(value).toLocaleString("en-US")}/s`;
    case "percent":
      return `${Number(value.toFixed(1))} %`;
  }
}

/** Never below a thousandth: a clock's noise says nothing. */
function threeDigits(value: number): string {
  const decimals = value === 0 ? 3 : Math.min(3, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return value.toFixed(decimals);
}

function factorText(factor: number): string {
  return factor < 10 ? factor.toPrecision(2) : factor.toFixed(0);
}

/** Rows of a Markdown table, its columns in line for who reads the text. */
function table(rows: readonly (readonly string[])[]): string[] {
  const [heading = [], ...body] = rows.map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = heading.map((_, at) =>
    Math.max(...[heading, ...body].map((row) => stringWidth(row[at] ?? ""))),
  );
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, at) => padded(row[at] ?? "", width)).join(" | ")} |`;
  return [line(heading), line(widths.map((width) => "-".repeat(width))), ...body.map(line)];
}
