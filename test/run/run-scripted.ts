import type { LabFile } from "../../scripts/run/lab-file.ts";
import type { RunEvent } from "../../scripts/run/progress.ts";
import { type TestedLab, type TestOptions, testLab } from "../../scripts/run/test-lab.ts";
import { namePlan, type Script, type Scripted, scriptedMeans } from "./scripted-means.ts";

export const SERVED = `
tests:
  - id: served
    claim: Every request is answered.
    send: { http: shop, from: client, requests: 10 }
    expect: { served: { failed: 0 } }
    breaks:
      - with: { services: { shop: { scheduler: rr } } }
        fails: served
`;

export const TWO_TESTS = `${SERVED}
  - id: spread
    claim: Requests spread over the servers.
    send: { http: shop, from: client, requests: 10 }
    expect: { spread: { by: web, like: even } }
    breaks:
      - with: { services: { shop: { scheduler: rr } } }
        fails: spread
        sees: { served: { failed: 0 } }
      - with: { tiers: { web: { count: 1 } } }
        fails: spread
`;

/** Two tests that share neither traffic nor a break. */
export const TWO_ROUNDS = `${SERVED}
  - id: many
    claim: Many requests are answered.
    send: { http: shop, from: client, requests: 20 }
    expect: { served: { failed: 0 } }
    breaks:
      - with: { tiers: { web: { count: 1 } } }
        fails: served
`;

export interface Run extends Scripted, TestedLab {
  readonly events: readonly RunEvent[];
}

const DEFAULTS: TestOptions = { only: [], breaks: true, keep: false, nodeKernel: "auto", spent: [] };

/** Tests a lab by the script. */
export async function runScripted(
  file: LabFile,
  script: Script,
  options: Partial<TestOptions> = {},
  signal = new AbortController().signal,
): Promise<Run> {
  const scripted = scriptedMeans(script);
  const events: RunEvent[] = [];
  const context = { means: scripted.means, signal, progress: (event: RunEvent) => void events.push(event) };
  const tested = await testLab(file, { ...DEFAULTS, ...options }, context);
  return { ...scripted, ...tested, events };
}

/** A judge for whom checks hold on the lab as written, and fail on any other. */
export const asWritten: NonNullable<Script["judge"]> = (_question, running) =>
  namePlan(running) === "wrr/2" ? "holds" : "fails";
