import { readFileSync, writeFileSync } from "node:fs";
import test from "ava";
import stringWidth from "string-width";
import type { Claim, LastTest } from "../../scripts/claims/claim.ts";
import { claimsMarkdown } from "../../scripts/report/claims-markdown.ts";
import { claimsReport } from "../../scripts/report/claims-report.ts";
import { plainStyle } from "../../scripts/terminal/style.ts";

// TIERLAB_GOLDEN=write npx ava test/report/claims-report.test.ts writes the texts anew.
const LAST: LastTest = {
  testedAt: "2026-11-23T12:00:00.000Z",
  verdict: "passed",
  note: null,
  checks: [
    {
      check: "errors-stop",
      verdict: "passed",
      figure: "0.53 s of 1.04 s",
      expected: "no failure later than 1.04 s after web1 died (every 500 ms + timeout 500 ms + late 40 ms)",
    },
  ],
  breaks: [
    {
      change: "services.shop.check: null",
      fails: "errors-stop",
      verdict: "passed",
      broken: { check: "errors-stop", verdict: "failed", figure: "1.41 s of 1.04 s", expected: "the same" },
      note: null,
    },
  ],
};

const PROVEN: Claim = {
  id: "health",
  claim: "A dead web server leaves the pool within the checker's bound.",
  lab: "lvs-dr",
  where: "labs/lvs-dr.yaml:118:5",
  checks: [{ check: "errors-stop", expects: "after: web1, within: bound" }],
  breaks: [{ change: "services.shop.check: null", fails: "errors-stop" }],
  noBreak: null,
  verdict: "passed",
  last: LAST,
};

const [BREAK] = LAST.breaks;
const CLAIMS: readonly Claim[] = [
  PROVEN,
  { ...PROVEN, id: "no-breaks", verdict: "skipped", last: { ...LAST, breaks: [] } },
  {
    ...PROVEN,
    id: "noticed-nothing",
    verdict: "proves-nothing",
    last: {
      ...LAST,
      verdict: "proves-nothing",
      breaks:
        BREAK === undefined
          ? []
          : [
              {
                ...BREAK,
                verdict: "proves-nothing",
                note: "errors-stop still holds \u001b[31mwithout a cause",
              },
            ],
    },
  },
  { ...PROVEN, id: "changed", verdict: "outdated" },
  {
    ...PROVEN,
    id: "lvs-cheaper",
    lab: "l4-l7",
    where: "labs/l4-l7.yaml:9:5",
    claim: "LVS spends less | than `Nginx`.",
    breaks: [],
    noBreak: "Nothing could be taken away.",
    verdict: "not-tested",
    last: null,
  },
];

for (const [name, text] of [
  ["claims.txt", claimsReport(CLAIMS, { style: plainStyle, columns: 100 })],
  ["claims.md", claimsMarkdown(CLAIMS)],
] as const) {
  test(`${name} is the golden one`, (t) => {
    const golden = new URL(`golden/${name}`, import.meta.url);
    if (process.env.TIERLAB_GOLDEN === "write") writeFileSync(golden, text);
    t.is(text, readFileSync(golden, "utf8"));
  });
}

for (const columns of [60, 80, 100]) {
  test(`the claims fit ${columns} columns, and show no control characters`, (t) => {
    const text = claimsReport(CLAIMS, { style: plainStyle, columns });
    t.deepEqual(
      text.split("\n").filter((line) => stringWidth(line) > columns),
      [],
    );
    t.notRegex(text, /(?!\n)\p{Cc}/u);
  });
}

test("where all claims are proven the last line says just that", (t) => {
  const text = claimsReport([PROVEN], { style: plainStyle, columns: 100 });
  t.is(text.trimEnd().split("\n").at(-1), "✓ 1 of 1 claim proven by their last test");
});

test("each row of the Markdown table has as many cells as its head, whatever a claim says", (t) => {
  const counts = claimsMarkdown(CLAIMS)
    .trimEnd()
    .split("\n")
    .map((line) => line.match(/(?<!\\)\|/g)?.length);
  t.deepEqual(new Set(counts), new Set([6]));
});

test("on a narrow terminal what is expected stands below the figure, and nothing is wider than the terminal", (t) => {
  const lines = claimsReport([PROVEN], { style: plainStyle, columns: 60 }).split("\n");
  const figure = lines.findIndex((line) => line.endsWith("0.53 s of 1.04 s"));
  t.true(figure >= 0, lines.join("\n"));
  t.regex(lines[figure + 1] ?? "", /^ {21}expected no failure later than/);
  t.true(lines.every((line) => stringWidth(line) <= 60));
});
