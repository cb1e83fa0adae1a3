import test from "ava";
import { XMLValidator } from "fast-xml-parser";
import { htmlReport, PAGE_BUDGET } from "../../../scripts/report/html/page.ts";
import { PAGE_STYLE } from "../../../scripts/report/html/page-style.ts";
import { jsonReport } from "../../../scripts/report/json-report.ts";
import { readReport } from "../../../scripts/report/read-report.ts";
import type { LabResult, Report } from "../../../scripts/report/result.ts";
import { PASSED_REPORT, SAMPLE_REPORT } from "../sample-report.ts";

const page = htmlReport(SAMPLE_REPORT);

test("a report that was written as JSON gives the same page later", (t) => {
  t.is(htmlReport(readReport(jsonReport(SAMPLE_REPORT))), page);
});

test("the page needs nothing but itself, and no script", (t) => {
  t.notRegex(page, /<script|<link|<img|<iframe|\bsrc=|@import|url\((?!#)/);
  const targets = [...page.matchAll(/href="([^"]*)"/g)].map(([, target = ""]) => target);
  t.true(targets.length > 0);
  for (const target of targets) t.true(page.includes(`id="${target.slice(1)}"`), target);
});

test("its elements are closed as they were opened, and no id stands twice", (t) => {
  const body = page.slice(page.indexOf("<body>"), page.indexOf("</html>"));
  t.is(XMLValidator.validate(body, { allowBooleanAttributes: true }), true);
  const ids = [...page.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id);
  t.is(new Set(ids).size, ids.length);
});

test("what is not proven comes before every claim, and leads to it", (t) => {
  const first = page.indexOf("What is not proven");
  t.true(first > 0 && first < page.indexOf('class="claim'));
  t.false(htmlReport(PASSED_REPORT).includes("What is not proven"));
  t.true(page.includes("web1 took 34% of 60 new connections instead of 50%."));
});

test("each claim stands there with its figure, its bound, its break, and how to prove it again", (t) => {
  for (const lab of SAMPLE_REPORT.labs)
    for (const { id, breaks, checks } of lab.tests) {
      t.true(page.includes(`tierlab test ${lab.lab} --only ${id}`), id);
      for (const { change } of breaks) t.true(page.includes(change), change);
      for (const { figure } of checks) t.true(page.includes(figure), figure);
    }
  t.true(page.includes("keepalived</dt><dd>1:2.3.3-1"));
});

test("a time that was judged is drawn with its bound, and told in words", (t) => {
  t.true(page.includes("errors-stop 0.56 s of 0.74 s"));
  t.true(
    page.includes(
      "Requests over time: 24 of 100 failed; kill web1 at 1.00 s; errors-stop 0.56 s of at most 0.74 s",
    ),
  );
});

test("hit ratios, and SYNs at the guard and behind it, are drawn over time and told in words", (t) => {
  t.true(page.includes("edge1: hit ratio 98.7%, 75 of 76 requests from its cache"));
  t.true(page.includes("SYNs at guard1, and behind it at lvs1: guard1: 20100 SYNs; lvs1: 100 SYNs"));
});

test("a packet is shown before and after its hop, with what changed marked by more than a colour", (t) => {
  t.true(page.includes('<tr class="changed"><th scope="row">≠ ip.ttl</th><td>63</td><td>62</td></tr>'));
  t.true(page.includes('<tr><th scope="row">ip.dst</th>'));
});

test("its bytes stand there too, header by header, with those that changed marked", (t) => {
  t.true(page.includes("Its first 56 bytes before and after lvs1: 1 changed"));
  t.true(page.includes("<mark>3f</mark> 06") && page.includes("<mark>3e</mark> 06"));
});

test("no text of a report becomes markup, wherever it stands", (t) => {
  const evil = `"'></title></style></svg><script>alert(1)</script>&amp;\u202e\u0007`;
  const hostile = JSON.parse(jsonReport(SAMPLE_REPORT), (key, value: unknown) =>
    typeof value === "string" && !["verdict", "outcome", "role", "mode"].includes(key) ? evil : value,
  ) as Report;
  const text = htmlReport(hostile);
  t.notRegex(text, /<script|alert\(1\)<\/script|(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
  t.is(text.split("</style>").length, htmlReport(SAMPLE_REPORT).split("</style>").length);
  const body = text.slice(text.indexOf("<body>"), text.indexOf("</html>"));
  t.is(XMLValidator.validate(body, { allowBooleanAttributes: true }), true);
});

test("a report that would be too large leaves out what is least missed, and says what", (t) => {
  const [lab] = SAMPLE_REPORT.labs as [LabResult, ...LabResult[]];
  const small = Buffer.byteLength(page);
  const less = htmlReport(SAMPLE_REPORT, small - 1);
  t.true(Buffer.byteLength(less) < small);
  t.true(less.includes("Left out, so that this page stays small: the charts of breaks"));
  t.true(less.includes("What is not proven"));
  const many = { ...SAMPLE_REPORT, labs: Array.from({ length: 150 }, () => lab) };
  t.true(Buffer.byteLength(htmlReport(many)) <= PAGE_BUDGET);
});

test("texts have the contrast of WCAG AA on the page and in its boxes, light and dark", (t) => {
  const modes = [...PAGE_STYLE.matchAll(/--page:[^}]*/g)].map(([variables]) =>
    Object.fromEntries(
      variables.split(";").map((one) => one.replace(/^--/, "").split(":") as [string, string]),
    ),
  );
  t.is(modes.length, 2);
  for (const colours of modes)
    for (const text of [
      "text",
      "quiet",
      "link",
      "passed",
      "skipped",
      "not-measured",
      "proves-nothing",
      "failed",
    ])
      for (const ground of ["page", "box"])
        t.true(contrast(colours[text] ?? "", colours[ground] ?? "") >= 4.5, `${text} on ${ground}`);
  for (const colours of modes) t.true(contrast(colours.text ?? "", colours.shade ?? "") >= 4.5);
});

/** WCAG 2.2, 1.4.3. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other].map(luminance).toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replace(/[^#]/g, "$&$&") : hex;
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
