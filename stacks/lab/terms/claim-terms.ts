import { isMapping, type RawMapping } from "../merge-patch.ts";
import type { Term } from "./term.ts";

/** The claims of a lab file as it is written, right or wrong. */
export function claimTerms(lab: string, raw: RawMapping): Term[] {
  const tests: unknown[] = Array.isArray(raw.tests) ? raw.tests : [];
  return tests.flatMap((test): Term[] => {
    if (!isMapping(test) || typeof test.id !== "string" || typeof test.claim !== "string") return [];
    const checks = isMapping(test.expect) ? Object.keys(test.expect).join(", ") : "";
    return [
      {
        name: test.id,
        kind: "claim",
        of: [lab],
        about: test.claim,
        at: [],
        facts: { checks, "prove it": `tierlab test ${lab} --only ${test.id}` },
        fields: {},
      },
    ];
  });
}
