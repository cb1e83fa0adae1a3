import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { tierlab } from "../verbs/tierlab.ts";
import { asRoot } from "./as-root.ts";

const folder = mkdtempSync(join(tmpdir(), "tierlab-init-"));
const env = { TIERLAB_STATE: join(folder, "state"), TIERLAB_VERDICTS: join(folder, "verdicts") };
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

asRoot("the lab that init writes proves its claims, and its breaks make their checks fail", async (t) => {
  await tierlab(["init"], { env, cwd: folder });
  const { exitCode, stdout } = await tierlab(["test", "first.yaml"], {
    env,
    cwd: folder,
    timeoutMs: 300_000,
  });
  t.is(exitCode, 0, stdout);
  t.true(stdout.endsWith("2 of 2 claims proven, 2 of 2 breaks made their check fail"), stdout);
});
