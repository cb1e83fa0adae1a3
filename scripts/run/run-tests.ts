import type { Test } from "../../stacks/lab/schema/test.ts";
import type { RunningLab } from "../engines/engine.ts";
import { worst } from "../report/verdict.ts";
import type { LabFile } from "./lab-file.ts";
import type { Ledger } from "./ledger.ts";
import { measure, type RunContext } from "./measure.ts";
import { groupByTraffic, questionsOf } from "./questions.ts";
import { trafficInWords } from "./traffic-in-words.ts";

/** Proves the claims of the lab as it is written; what it finds goes into the ledger as it is found. */
export async function runTests(
  lab: RunningLab,
  tests: readonly Test[],
  file: LabFile,
  ledger: Ledger,
  context: RunContext,
): Promise<void> {
  for (const group of groupByTraffic(tests)) {
    const begun = performance.now();
    const questions = group.flatMap((test) => questionsOf(test, file));
    context.progress({
      kind: "doing",
      text: `${group.map((test) => test.id).join(", ")}: ${trafficInWords(group[0])}`,
    });
    const { results, captureFile } = await measure(
      lab,
      questions,
      (fault) => file.planAfter(fault, null),
      context,
    );
    for (const test of group) {
      const checks = questions
        .filter((question) => question.test === test)
        .flatMap((question) => results.get(question) ?? []);
      const durationMs = Math.round(performance.now() - begun);
      ledger.checked(test, { checks, captureFile, durationMs });
      context.progress({
        kind: "claim",
        id: test.id,
        verdict: worst(checks.map((check) => check.verdict)),
        checks,
      });
    }
  }
}
