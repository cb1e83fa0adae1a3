import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import type { Claim } from "../../scripts/claims/claim.ts";
import type { Report } from "../../scripts/report/result.ts";
import { LAUNCHER, type Told, tierlab } from "../verbs/tierlab.ts";

const folder = mkdtempSync(join(tmpdir(), "tierlab-test-"));
const env = { TIERLAB_STATE: join(folder, "state"), TIERLAB_VERDICTS: join(folder, "verdicts") };

/** The lab of labs/lvs-dr.yaml without its tests. */
const [LAB = ""] = readFileSync(new URL("../../labs/lvs-dr.yaml", import.meta.url), "utf8").split("tests:\n");

function run(...args: string[]): Promise<Told> {
  return tierlab(args, { env, cwd: folder, timeoutMs: 300_000 });
}

/** A lab file with the tests; gives its path. */
function labFile(name: string, tests: string): string {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(path, `${LAB.replace("lab: lvs-dr", `lab: ${name}`)}tests:\n${tests}`);
  return path;
}

const ARP = `
  - id: arp
    claim: Only the director answers ARP for the VIP.
    expect: { arp: { of: shop, asked-by: edge1, owners: [lvs1] } }
`;
const REAL_BREAK = `
    breaks:
      - with: { tiers: { web: { sysctls: { net.ipv4.conf.all.arp_ignore: 0 } } } }
        fails: arp
`;
const NO_BREAK = "    no-break: This one is only here to be tested.\n";

test.before(async () => {
  await run("setup");
});
test.after.always(async () => {
  await run("down", "--all");
  rmSync(folder, { recursive: true, force: true });
});

test.serial("test --only proves one claim with its break, shows it, and takes the lab down", async (t) => {
  const told = await run("test", "lvs-dr", "--only", "dr-arp");
  t.is(told.exitCode, 0, told.stderr);
  t.regex(told.stdout, /✓ dr-arp/);
  t.regex(told.stdout, /✓ break +arp fails/);
  t.regex(told.stdout, /✓ 1 of 1 claim proven, 1 of 1 breaks made their check fail$/);
  t.is((await run("list", "--json")).stdout, "[]");
});

test.serial(
  "claims shows what the last test of a claim found, and that the others are not yet tested",
  async (t) => {
    const text = await run("claims", "lvs-dr");
    t.is(text.exitCode, 0, text.stderr);
    t.is(text.stderr, "");
    t.regex(text.stdout, /✓ dr-arp +Only the director/);
    t.regex(text.stdout, /✓ arp +1 MAC +expected lvs1 answers/);
    t.regex(text.stdout, /✓ break +arp fails: 4 MACs/);
    t.regex(text.stdout, /· spread +not yet tested/);
    const claims = JSON.parse((await run("claims", "lvs-dr", "--json")).stdout) as Claim[];
    t.deepEqual(
      claims.filter(({ verdict }) => verdict !== "not-tested").map(({ id, verdict }) => [id, verdict]),
      [["dr-arp", "passed"]],
    );
  },
);

test.serial(
  "a claim that does not hold exits 1, and the report says what was seen and where to look",
  async (t) => {
    const file = labFile("verbs-wrong", ARP.replace("[lvs1]", "[web1]") + NO_BREAK);
    const out = join(folder, "report.json");
    const told = await run("test", file, "--format", "json", "--out", out);
    t.is(told.exitCode, 1, told.stderr);
    t.regex(told.stdout, /failed\[arp\]: arp does not hold\n {2}--> verbs-wrong\.yaml:\d+:\d+/);
    t.regex(told.stdout, /look further: tierlab up verbs-wrong && tierlab exec verbs-wrong /);
    const report = JSON.parse(readFileSync(out, "utf8")) as Report;
    t.is(report.exitCode, 1);
    t.is(report.labs[0]?.tests[0]?.checks[0]?.verdict, "failed");
  },
);

test.serial("a break that its check does not notice exits 4", async (t) => {
  const harmless = REAL_BREAK.replace("arp_ignore: 0", "log_martians: 1");
  const told = await run("test", labFile("verbs-nothing", ARP + harmless));
  t.is(told.exitCode, 4, told.stderr);
  t.regex(told.stdout, /arp still holds although its cause was taken away/);
});

test.serial("two labs are tested side by side; where one cannot be right the other still is", async (t) => {
  const wrong = labFile("verbs-wrong", ARP.replace("[lvs1]", "[web1]") + NO_BREAK);
  const right = labFile("verbs-right", ARP + REAL_BREAK);
  const told = await run("test", wrong, right, "--format", "json");
  t.is(told.exitCode, 1, told.stderr);
  const { labs } = JSON.parse(told.stdout) as Report;
  t.deepEqual(
    labs.map(({ lab, verdict }) => [lab, verdict]),
    [
      ["verbs-wrong", "failed"],
      ["verbs-right", "passed"],
    ],
  );
});

test.serial("a lab that stood stays, as its file says, also after its breaks", async (t) => {
  const file = labFile("verbs-right", ARP + REAL_BREAK);
  t.is((await run("up", file)).exitCode, 0);
  const told = await run("test", file);
  t.is(told.exitCode, 0, told.stderr);
  t.regex((await run("up", file, "--repair")).stderr, /nothing to do/);
  t.is((await run("down", "verbs-right")).exitCode, 0);
});

test.serial("an interrupted test exits 130, reports what it has, and leaves nothing", async (t) => {
  const file = labFile("verbs-right", ARP + REAL_BREAK);
  const running = execa(LAUNCHER, ["test", file, "--format", "json"], { env, reject: false });
  running.stderr.on("data", (chunk) => {
    if (String(chunk).includes("breaks: ")) running.kill("SIGINT");
  });
  const { exitCode, stdout, stderr } = await running;
  t.is(exitCode, 130, stderr);
  const report = JSON.parse(stdout) as Report;
  const [told] = report.labs[0]?.tests ?? [];
  t.is(told?.verdict, "skipped");
  t.is(told?.note, "interrupted");
  t.is(told?.breaks[0]?.note, "interrupted");
  t.is((await run("list", "--json")).stdout, "[]");
});

test.serial("a killed test takes its lab with it", async (t) => {
  const file = labFile("verbs-right", ARP + REAL_BREAK);
  const running = execa(LAUNCHER, ["test", file], { env, reject: false });
  running.stderr.on("data", (chunk) => {
    if (String(chunk).includes("tests: ")) running.kill("SIGKILL");
  });
  await running;
  t.is((await run("list", "--json")).stdout, "[]");
});
