import { readFileSync, writeFileSync } from "node:fs";
import test from "ava";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import stringWidth from "string-width";
import { type FinalResults, Parser as TapParser } from "tap-parser";
import { FORMATS, type FormatName } from "../../scripts/report/formats.ts";
import type { Report } from "../../scripts/report/result.ts";
import { terminalReport } from "../../scripts/report/terminal-report.ts";
import { plainStyle } from "../../scripts/terminal/style.ts";
import { PASSED_REPORT, SAMPLE_REPORT } from "./sample-report.ts";

// TIERLAB_GOLDEN=write npx ava test/report/formats.test.ts writes the texts anew.
const ENDINGS = {
  text: "txt",
  json: "json",
  tap: "tap",
  junit: "xml",
  markdown: "md",
} as const satisfies Partial<Record<FormatName, string>>;

for (const [format, ending] of Object.entries(ENDINGS) as [keyof typeof ENDINGS, string][]) {
  test(`the report as ${format} is the golden one`, (t) => {
    const golden = new URL(`golden/report.${ending}`, import.meta.url);
    const text = FORMATS[format](SAMPLE_REPORT);
    if (process.env.TIERLAB_GOLDEN === "write") writeFileSync(golden, text);
    t.is(text, readFileSync(golden, "utf8"));
  });
}

test("the text of a report where all passed ends with how many claims are proven", (t) => {
  t.is(
    FORMATS.text(PASSED_REPORT).trimEnd().split("\n").at(-1),
    "✓ 1 of 1 claim proven, 1 of 1 breaks made their check fail",
  );
});

for (const columns of [60, 80, 100]) {
  test(`the text fits ${columns} columns, commands to copy and paths apart`, (t) => {
    const lines = terminalReport(SAMPLE_REPORT, { style: plainStyle, columns }).split("\n");
    const wide = lines.filter((line) => stringWidth(line) > columns && !/look further|packets/.test(line));
    t.deepEqual(wide, []);
  });
}

test("no format but JSON lets control or bidi characters through", (t) => {
  for (const format of ["text", "tap", "junit", "markdown", "html"] as const)
    t.notRegex(FORMATS[format](SAMPLE_REPORT), /(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
});

test("the JUnit report is well-formed XML, and its counts are those of its cases", (t) => {
  const xml = FORMATS.junit(SAMPLE_REPORT);
  t.is(XMLValidator.validate(xml), true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    isArray: (name) => ["testsuite", "testcase"].includes(name),
  });
  const { testsuites } = parser.parse(xml) as { testsuites: ParsedSuites };
  const cases = testsuites.testsuite.flatMap((suite) => suite.testcase);
  t.is(Number(testsuites.tests), cases.length);
  t.is(Number(testsuites.failures), cases.filter((one) => "failure" in one).length);
  const skipped = testsuites.testsuite.map((suite) => Number(suite.skipped));
  t.is(
    skipped.reduce((sum, each) => sum + each, 0),
    cases.filter((one) => "skipped" in one).length,
  );
  t.true(cases.some((one) => one.failure?.["#text"].includes('<3 & 2 & 1> of "6", # and not otherwise')));
});

test("the TAP report is parsed without complaint, and counts what failed and what was skipped", (t) => {
  const { events, results } = parseTap(FORMATS.tap(SAMPLE_REPORT));
  t.deepEqual(
    events.filter((event) => event.startsWith("extra") || event.startsWith("bail")),
    [],
  );
  t.like(results, { ok: false, count: 2, fail: 1, skip: 1, plan: { start: 1, end: 2 } });
  t.is(parseTap(FORMATS.tap(PASSED_REPORT)).results?.ok, true);
});

test("in the Markdown report no text from a lab is markup, and every row has the cells of its heading", (t) => {
  const claim = "<script>alert(1)</script> | **bold** [link](http://x) `code` &amp;";
  const [lab] = PASSED_REPORT.labs;
  const [tested] = lab?.tests ?? [];
  const hostile = { ...PASSED_REPORT, labs: [{ ...lab, tests: [{ ...tested, claim }] }] } as Report;
  const markdown = FORMATS.markdown(hostile);
  t.notRegex(markdown, /(?<!\\)<script/);
  const rows = markdown.split("\n").filter((line) => line.startsWith("|"));
  t.deepEqual(
    rows.map((row) => row.split(/(?<!\\)\|/).length),
    rows.map(() => 6),
  );
});

function parseTap(text: string) {
  const parser = new TapParser();
  const events: string[] = [];
  let results: FinalResults | undefined;
  for (const name of ["extra", "bailout"] as const) parser.on(name, (said) => events.push(`${name} ${said}`));
  parser.on("complete", (found) => {
    results = found;
  });
  parser.end(text);
  return { events, results };
}

interface ParsedSuites {
  readonly tests: string;
  readonly failures: string;
  readonly testsuite: readonly {
    readonly skipped: string;
    readonly testcase: readonly { readonly name: string; readonly failure?: { readonly "#text": string } }[];
  }[];
}
