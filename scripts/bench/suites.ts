import { claimsSuite } from "./claims.ts";
import type { Suite } from "./context.ts";
import { emitSuite } from "./emit.ts";
import { floodSuite } from "./flood.ts";
import { forwardingSuite } from "./forwarding.ts";
import { hashingSuite } from "./hashing.ts";
import { outagesSuite } from "./outages.ts";
import { setupSuite } from "./setup.ts";
import { starSuite } from "./stars.ts";
import { startSuite } from "./start.ts";

/** Everything that can be measured, in the order of the table; aims are those for a machine of two processors. */
export const SUITES: Readonly<Record<string, Suite>> = {
  "nodes-20": starSuite(20, 5, { up: 300, down: 100 }),
  "nodes-200": starSuite(200, 5, { up: 1_400, down: 300 }),
  "nodes-1000": starSuite(1_000, 3, { up: 8_000, down: 1_500 }),
  test: claimsSuite("test", { labs: ["lvs-dr"], args: ["--no-breaks"], rounds: 3, aimMs: 12_000 }),
  breaks: claimsSuite("breaks", { labs: ["lvs-dr", "lvs-nat"], args: [], rounds: 1, aimMs: 45_000 }),
  all: claimsSuite("all", { labs: [], args: [], rounds: 1, aimMs: 360_000, onlyByName: true }),
  setup: setupSuite,
  start: startSuite,
  emit: emitSuite,
  forward: forwardingSuite,
  outages: outagesSuite,
  hashing: hashingSuite,
  flood: floodSuite,
};
