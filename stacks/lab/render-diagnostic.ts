import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import type { Diagnostic, LabelledSpan } from "./diagnostic.ts";
import { FORM_RULES } from "./form-rules.ts";

/** What a part of a rendered diagnostic is, for whoever colours it. */
export type DiagnosticPart = "error" | "warning" | "message" | "frame" | "caret" | "cause" | "help";
export type DiagnosticStyle = (part: DiagnosticPart, text: string) => string;

const unstyled: DiagnosticStyle = (_part, text) => text;

/** The diagnostic as lines of text with the source lines it speaks of; `source` is the text of its file. */
export function renderDiagnostic(diagnostic: Diagnostic, source: string, style = unstyled): string {
  const { rule, severity, message, span, label, secondary, help } = diagnostic;
  const marks: Mark[] = [{ span, label, sign: "^", part: "caret" }];
  if (secondary !== null) {
    marks.push({ ...secondary, sign: "-", part: "cause" });
  }
  marks.sort((a, b) => a.span.line - b.span.line || b.span.start - a.span.start);
  const lines = source.split("\n");
  const width = String(Math.max(...marks.map((mark) => mark.span.line))).length;
  const gutter = (text: string) => style("frame", `${text.padStart(width)} |`);
  const place = `${visible(span.file)}:${span.line}:${span.column}`;
  const out = [
    style(severity, `${severity}[${rule}]`) + style("message", `: ${visible(message)}`),
    `${style("frame", `${" ".repeat(width)} -->`)} ${place}`,
    gutter(""),
  ];
  let shown = 0;
  for (const mark of marks) {
    const picture = drawMark(mark, lines[mark.span.line - 1] ?? "");
    if (mark.span.line !== shown) {
      out.push(`${gutter(String(mark.span.line))} ${picture.line}`.trimEnd());
      shown = mark.span.line;
    }
    const words = mark.label === "" ? picture.signs : `${picture.signs} ${visible(mark.label)}`;
    out.push(`${gutter("")} ${picture.indent}${style(mark.part, words)}`);
  }
  const told = (words: string) => `${style("frame", `${" ".repeat(width)} =`)} ${style("help", words)}`;
  if (help !== null) {
    out.push(told(`help: ${visible(help)}`));
  }
  // What has the wrong form is told in full by what was expected there.
  if (!Object.hasOwn(FORM_RULES, rule)) {
    out.push(told(`more: tierlab explain ${rule}`));
  }
  return out.join("\n");
}

interface Mark extends LabelledSpan {
  readonly sign: "^" | "-";
  readonly part: DiagnosticPart;
}

/** Source lines longer than this are shown in part, so that a file of one line does not fill the screen. */
const MAX_LINE = 160;
const BEFORE_SPAN = 60;

function drawMark({ span, sign }: Mark, sourceLine: string): { line: string; indent: string; signs: string } {
  const from = span.column - 1;
  const to = Math.max(from, Math.min(sourceLine.length, from + span.end - span.start));
  const cutLeft = sourceLine.length > MAX_LINE && from > BEFORE_SPAN ? from - BEFORE_SPAN : 0;
  const cutRight = Math.min(sourceLine.length, cutLeft + MAX_LINE);
  const left = cutLeft > 0 ? "…" : "";
  const right = cutRight < sourceLine.length ? "…" : "";
  const before = left + visible(sourceLine.slice(cutLeft, from));
  const marked = visible(sourceLine.slice(from, Math.min(to, cutRight)));
  return {
    line: left + visible(sourceLine.slice(cutLeft, cutRight)) + right,
    indent: " ".repeat(stringWidth(before)),
    signs: sign.repeat(Math.max(1, stringWidth(marked))),
  };
}

/** Controls would be obeyed by the terminal, bidi marks (UAX #9) would show other text than there is. */
const HIDDEN = /[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}\u200b\u2060\ufeff]/gu;

function visible(text: string): string {
  return stripVTControlCharacters(text).replace(/\t/g, " ").replace(HIDDEN, "");
}
