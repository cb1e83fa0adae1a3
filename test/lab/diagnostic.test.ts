import test from "ava";
import { byPlace, type Diagnostic, type Span } from "../../stacks/lab/diagnostic.ts";
import { renderDiagnostic } from "../../stacks/lab/render-diagnostic.ts";

const SOURCE = "lab: shop\ntiers:\n  web: { role: ngnix }\n";

function span(of: string, source = SOURCE): Span {
  const start = source.indexOf(of);
  const before = source.slice(0, start).split("\n");
  return {
    file: "x.yaml",
    start,
    end: start + of.length,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
  };
}

function diagnostic(over: Partial<Diagnostic>): Diagnostic {
  const base = {
    rule: "bad-value",
    severity: "error",
    message: "`role` is `ngnix`",
    span: span("ngnix"),
  } as const;
  return { ...base, label: "expected nginx", secondary: null, help: null, ...over };
}

test("a diagnostic shows its rule, its place, the line, the carets and the help", (t) => {
  t.is(
    renderDiagnostic(diagnostic({ help: "did you mean `nginx`?" }), SOURCE),
    [
      "error[bad-value]: `role` is `ngnix`",
      "  --> x.yaml:3:16",
      "  |",
      "3 |   web: { role: ngnix }",
      "  |                ^^^^^ expected nginx",
      "  = help: did you mean `nginx`?",
    ].join("\n"),
  );
});

test("the place of the cause is shown too, in the order of the lines", (t) => {
  const text = renderDiagnostic(diagnostic({ secondary: { span: span("shop"), label: "the lab" } }), SOURCE);
  t.true(text.includes("1 | lab: shop\n  |      ---- the lab\n3 |"));
});

test("carets stand under wide letters, and what a terminal would obey is not printed", (t) => {
  const source = "a: \u001b[31m漢字\u202e: x\tbad\n";
  const text = renderDiagnostic(
    diagnostic({ span: span("bad", source), message: "\u001b]0;title\u0007bad\nnews" }),
    source,
  );
  t.notRegex(text.replaceAll("\n", ""), /[\p{Cc}\p{Bidi_Control}]/u);
  t.true(text.includes("1 | a: 漢字: x bad\n  |            ^^^"), text);
  t.true(text.startsWith("error[bad-value]: badnews\n"), text);
  t.is(text.split("\n").length, 5);
});

test("of a very long line only the surroundings of the span are shown", (t) => {
  const source = `${"x".repeat(500_000)}bad${"y".repeat(500_000)}`;
  const text = renderDiagnostic(diagnostic({ span: span("bad", source) }), source);
  t.true(text.length < 1_000);
  t.regex(text, /1 \| …x+bady+…\n {2}\| +\^\^\^ expected/);
});

test("each part can be coloured", (t) => {
  const text = renderDiagnostic(diagnostic({}), SOURCE, (part, words) => `<${part}>${words}</${part}>`);
  t.true(text.startsWith("<error>error[bad-value]</error><message>: `role` is `ngnix`</message>\n"));
  t.true(text.includes("<caret>^^^^^ expected nginx</caret>"));
});

test("diagnostics are ordered by their places", (t) => {
  const first = diagnostic({ span: span("shop"), rule: "z" });
  const second = diagnostic({ rule: "a" });
  t.deepEqual([second, first].toSorted(byPlace), [first, second]);
});
