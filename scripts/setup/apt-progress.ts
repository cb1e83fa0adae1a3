/** How far an apt run is, read from the lines it prints. */
export interface AptProgress {
  readonly text: string;
  /** From 0 to 1. */
  readonly share: number;
}

/** What the node image's list comes to with its dependencies, counted once; it only scales the progress. */
export const PACKAGES_ABOUT = 250;

// Of the time of a run: fetching, unpacking, setting up. Measured on an image of 250 packages.
const WEIGHTS = { fetch: 0.15, unpack: 0.5, configure: 0.35 } as const;
type Stage = keyof typeof WEIGHTS;

const STAGES: readonly { readonly stage: Stage; readonly verb: string; readonly line: RegExp }[] = [
  // Get:7 URI RELEASE ARCHITECTURE PACKAGE ARCHITECTURE VERSION [SIZE]
  { stage: "fetch", verb: "fetching", line: /^Get:\d+ \S+ \S+ \S+ (\S+) \S+ \S+ \[/ },
  { stage: "unpack", verb: "unpacking", line: /^Unpacking ([^\s:]+)/ },
  { stage: "configure", verb: "setting up", line: /^Setting up ([^\s:]+)/ },
];

// What BuildKit puts before each line: the step's number and its seconds.
const BUILDKIT_STEP = /^#\d+ \d+\.\d+ /;

// What this package's own scripts say of themselves among apt's lines.
const OWN_STEP = /^tierlab: (.+)/;

/** Follows an apt run of about `packages` packages: give it every line; it answers where the line is a step. */
export function aptProgressReader(packages: number): (line: string) => AptProgress | null {
  const done: Record<Stage, number> = { fetch: 0, unpack: 0, configure: 0 };
  return (printed) => {
    const line = printed.replace(BUILDKIT_STEP, "");
    const [, own] = OWN_STEP.exec(line) ?? [];
    if (own !== undefined) return { text: own, share: shareOf(done, packages) };
    for (const { stage, verb, line: pattern } of STAGES) {
      const [, name] = pattern.exec(line) ?? [];
      if (name === undefined) continue;
      done[stage] += 1;
      return { text: `${verb} ${name}`, share: shareOf(done, packages) };
    }
    return null;
  };
}

function shareOf(done: Readonly<Record<Stage, number>>, packages: number): number {
  return STAGES.reduce((sum, { stage }) => sum + WEIGHTS[stage] * Math.min(1, done[stage] / packages), 0);
}
