/** One stage of the whole test: a command, and how long it may take. */
export interface Stage {
  readonly title: string;
  readonly command: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  /** What its output is: `tap` is counted test by test, `none` counts as one failed test when it fails. */
  readonly counts: "tap" | "none";
  readonly timeoutMs: number;
  /** Only where this process is root. */
  readonly rootOnly: boolean;
}

const MINUTE = 60_000;
const BIN = "node_modules/.bin";

/** Everything that tests this project, in order; together they end within the hour. */
export const STAGES: readonly Stage[] = [
  { title: "type check", command: [`${BIN}/tsc`], ...gate() },
  { title: "linter and format", command: [`${BIN}/biome`, "check", "."], ...gate() },
  {
    title: "unit tests",
    command: [`${BIN}/c8`, "--reporter=text", `${BIN}/ava`, "--tap"],
    env: {},
    counts: "tap",
    timeoutMs: 10 * MINUTE,
    rootOnly: false,
  },
  { title: "set-up of this machine", command: ["scripts/tierlab", "setup"], ...gate(), rootOnly: true },
  // Where it cannot be had (3), its test is skipped and says why.
  {
    title: "virtual machine with a stock kernel",
    command: ["sh", "-c", "npm run --silent stock-kernel -- --prepare || [ $? -eq 3 ]"],
    ...gate(),
    timeoutMs: 10 * MINUTE,
    rootOnly: true,
  },
  {
    title: "browser that pages are looked at in",
    command: ["sh", "-c", "node --import=tsx scripts/test/prepare-browser.ts || [ $? -eq 3 ]"],
    ...gate(),
    rootOnly: true,
  },
  {
    title: "live tests",
    command: [`${BIN}/ava`, "--tap"],
    env: { TIERLAB_TEST: "live" },
    counts: "tap",
    timeoutMs: 35 * MINUTE,
    rootOnly: false,
  },
];

function gate(): Pick<Stage, "env" | "counts" | "timeoutMs" | "rootOnly"> {
  return { env: {}, counts: "none", timeoutMs: 5 * MINUTE, rootOnly: false };
}
