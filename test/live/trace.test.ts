import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import type { TraceReport } from "../../scripts/trace/trace-report.ts";
import { shapeOf } from "../trace/shape.ts";
import { ASKED, STORED, storedTrace } from "../trace/stored.ts";
import { timeless } from "../trace/timeless.ts";
import { tierlab } from "../verbs/tierlab.ts";
import { asRoot } from "./as-root.ts";

// TIERLAB_GOLDEN=write TIERLAB_TEST=live npx ava test/live/trace.test.ts writes the traces anew.
const folder = mkdtempSync(join(tmpdir(), "tierlab-trace-"));
const env = { TIERLAB_STATE: join(folder, "state"), TIERLAB_VERDICTS: join(folder, "verdicts") };
const trace = (...args: string[]) =>
  tierlab(["trace", "--engine", "local", ...args], { env, timeoutMs: 120_000 });

test.after.always(async () => {
  await tierlab(["down", "--all"], { env, timeoutMs: 60_000 });
  rmSync(folder, { recursive: true, force: true });
});

for (const lab of STORED) {
  asRoot(`a request on ${lab} goes the same way every time, and the lab is gone after it`, async (t) => {
    const { exitCode, stdout, stderr } = await trace(lab, ...[ASKED[lab] ?? []].flat(), "--format", "json");
    t.is(exitCode, 0, stderr);
    const seen = timeless((JSON.parse(stdout) as TraceReport).trace);
    const golden = new URL(`../trace/golden/${lab}.json`, import.meta.url);
    if (process.env.TIERLAB_GOLDEN === "write") writeFileSync(golden, `${JSON.stringify(seen, null, 1)}\n`);
    t.deepEqual(shapeOf(seen), shapeOf(storedTrace(lab)));
    const running = JSON.parse((await tierlab(["list", "--json"], { env })).stdout) as {
      name: string;
      engine: string;
    }[];
    t.false(running.some(({ name, engine }) => engine === "local" && name === lab));
  });
}

asRoot(
  "a running lab is traced as it is, in every format, with a break beside it, and left as it was",
  async (t) => {
    await tierlab(["up", "--engine", "local", "lvs-dr"], { env, timeoutMs: 120_000 });
    const file = join(folder, "walk.pcapng");
    const told = await trace("lvs-dr", "--from", "client2", "--format", "pcapng", "--out", file);
    t.regex(told.stdout, /✓ 200 from web/);
    const section = readFileSync(file);
    t.is(section.readUInt32LE(0), 0x0a0d0d0a);
    t.true(section.includes("lvs1 rewrites only the frame"));
    const broken = await trace("lvs-dr", "--break", "dr-vip-on-lo", "--format", "json");
    t.is(broken.exitCode, 0, broken.stderr);
    const [shown] = (JSON.parse(broken.stdout) as TraceReport).breaks;
    t.false(shown?.trace.outcome.served);
    const lost = shown?.trace.walks[shown.difference?.broken?.walk ?? -1];
    t.is(lost?.kind, "SYN");
    t.is(lost?.end, "dropped");
    t.is(lost?.hops[shown?.difference?.broken?.hop ?? -1]?.tier, "web");
    const repaired = await tierlab(["up", "lvs-dr", "--dry-run", "--repair"], { env });
    t.regex(repaired.stderr, /nothing to do/);
  },
);
