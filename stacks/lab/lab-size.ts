import type { RuleFinding } from "./finding.ts";
import { isMapping, type RawMapping } from "./merge-patch.ts";

/** The most of each that one lab may have; counted before anything is checked, expanded or planned. */
export const LAB_LIMITS = {
  segments: 500,
  tiers: 500,
  services: 500,
  names: 200,
  tests: 200,
  breaks: 500,
  nodes: 5_000,
  interfaces: 20_000,
} as const;

/** What is too much of a lab; its parts are still unchecked. */
export function sizeFindings(raw: RawMapping): RuleFinding[] {
  const findings: RuleFinding[] = [];
  const bound = (found: number, most: number, what: string, path: string) => {
    if (found > most) {
      findings.push({
        rule: "too-big",
        message: `${found} ${what}`,
        path: [path],
        on: "key",
        label: `expected at most ${most}`,
      });
    }
  };
  for (const section of ["segments", "tiers", "services", "names"] as const) {
    bound(entries(raw[section]).length, LAB_LIMITS[section], section, section);
  }
  const tests: unknown[] = Array.isArray(raw.tests) ? raw.tests : [];
  bound(tests.length, LAB_LIMITS.tests, "tests", "tests");
  const breaks = tests.reduce<number>(
    (sum, test) => sum + listLength(isMapping(test) ? test.breaks : null),
    0,
  );
  bound(breaks, LAB_LIMITS.breaks, "breaks in all", "tests");
  const tiers = entries(raw.tiers);
  bound(
    tiers.reduce<number>((sum, tier) => sum + countOf(tier), 0),
    LAB_LIMITS.nodes,
    "nodes in all",
    "tiers",
  );
  if (findings.length > 0) {
    return findings;
  }
  const interfaces = tiers.reduce<number>(
    (sum, tier) => sum + countOf(tier) * Math.max(1, listLength(isMapping(tier) ? tier.on : null)),
    0,
  );
  bound(interfaces, LAB_LIMITS.interfaces, "interfaces in all", "tiers");
  return findings;
}

function entries(section: unknown): unknown[] {
  return isMapping(section) ? Object.values(section) : [];
}

function listLength(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

/** A count that the schema will refuse counts as one node. */
function countOf(tier: unknown): number {
  const count = isMapping(tier) ? tier.count : 1;
  return typeof count === "number" && Number.isInteger(count) && count > 0 ? count : 1;
}
