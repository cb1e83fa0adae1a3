import { readFileSync } from "node:fs";
import { isMapping } from "../../stacks/lab/merge-patch.ts";
import { tierNodes } from "../../stacks/lab/node-ref.ts";
import { inSite } from "../../stacks/lab/sites/site-name.ts";
import type { PlannedNode } from "../../stacks/plan/plan.ts";
import { type LabRecord, listRecords } from "../engines/local/record.ts";
import { findLabFile, knownLabs } from "../verbs/locate-lab.ts";
import type { Candidate, LabWords } from "./candidates.ts";

/** The labs that run, by their records, and those of ./labs and the package, by a quick look into their files. */
export function machineLabWords(): LabWords {
  return {
    labs: () => [
      ...running(),
      ...knownLabs()
        .filter((lab) => !records().some(({ name }) => name === lab))
        .map((word) => ({ word, about: "" })),
    ],
    running,
    nodes,
    parts: (lab, node, kind) => {
      const found = recordOf(lab)?.plan.nodes.find(({ name }) => name === node);
      return found === undefined ? [] : PARTS[kind](found);
    },
    services: async (lab) =>
      Object.keys(sections(await rawLab(lab)).services ?? {}).map((word) => ({ word, about: "" })),
    claims: (labs) => (labs.length > 0 ? labs : knownLabs()).flatMap(claims),
  };
}

const PARTS = {
  interfaces: ({ interfaces }: PlannedNode) =>
    interfaces.map(({ name, segment }) => ({ word: name, about: segment })),
  daemons: ({ daemons }: PlannedNode) => daemons.map(({ name }) => ({ word: name, about: "" })),
} as const;

function running(): Candidate[] {
  return records().map(({ name }) => ({ word: name, about: "runs" }));
}

let known: readonly LabRecord[] | undefined;

/** Only root may look at them. */
function records(): readonly LabRecord[] {
  try {
    known ??= listRecords();
  } catch {
    known = [];
  }
  return known;
}

function recordOf(lab: string): LabRecord | undefined {
  const path = findLabFile(lab);
  return records().find(({ name, source }) => name === lab || source === path);
}

async function nodes(lab: string): Promise<Candidate[]> {
  const record = recordOf(lab);
  if (record !== undefined) return record.plan.nodes.map(({ name, role }) => ({ word: name, about: role }));
  const raw = await rawLab(lab);
  const sites = Object.keys(isMapping(raw.sites) ? raw.sites : {});
  return [
    ...nodesIn(sections(raw).tiers ?? {}, (tier) => tier),
    ...sites.flatMap((site) => nodesIn(sections(raw.site).tiers ?? {}, (tier) => inSite(tier, site))),
  ];
}

function nodesIn(tiers: Readonly<Record<string, unknown>>, named: (tier: string) => string): Candidate[] {
  return Object.entries(tiers).flatMap(([tier, about]) => {
    const count = isMapping(about) && typeof about.count === "number" ? about.count : 1;
    const role = isMapping(about) && typeof about.role === "string" ? about.role : "";
    return tierNodes(named(tier), Math.min(count, MAX_NODES)).map((word) => ({ word, about: role }));
  });
}

const MAX_NODES = 200;

/** Without a parser, which would take longer than a person waits. */
function claims(lab: string): Candidate[] {
  return [...textOf(lab).matchAll(CLAIM)].map(([, word = "", about = ""]) => ({ word, about }));
}

const CLAIM = /\bid: *["']?([a-z][a-z0-9-]*)["']?(?:\s*,?\s*claim: *["']?(.*?)["']?$)?/gm;

function sections(raw: unknown): {
  readonly [K in "tiers" | "services"]?: Readonly<Record<string, unknown>>;
} {
  const part = (value: unknown) => (isMapping(value) ? value : {});
  return isMapping(raw) ? { tiers: part(raw.tiers), services: part(raw.services) } : {};
}

async function rawLab(lab: string): Promise<Readonly<Record<string, unknown>>> {
  const { rawMapping } = await import("./raw-mapping.ts");
  return rawMapping(textOf(lab));
}

function textOf(lab: string): string {
  try {
    return readFileSync(findLabFile(lab) ?? "", "utf8");
  } catch {
    return "";
  }
}
