import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { tierlab } from "../verbs/tierlab.ts";
import { asRoot } from "./as-root.ts";

const folder = mkdtempSync(join(tmpdir(), "tierlab-labs-"));
const env = { TIERLAB_STATE: join(folder, "state"), TIERLAB_VERDICTS: join(folder, "verdicts") };

test.after.always(async () => {
  await tierlab(["down", "--all"], { env, cwd: folder, timeoutMs: 60_000 });
  rmSync(folder, { recursive: true, force: true });
});

asRoot("every claim of lvs-dr and lvs-nat holds, and every break makes its check fail", async (t) => {
  const told = await tierlab(["test", "lvs-dr", "lvs-nat"], { env, cwd: folder, timeoutMs: 500_000 });
  t.is(told.exitCode, 0, `${told.stderr}\n${told.stdout}`);
  t.is((await tierlab(["list", "--json"], { env, cwd: folder, timeoutMs: 60_000 })).stdout, "[]");
});
