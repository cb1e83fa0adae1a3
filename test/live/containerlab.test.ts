import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { type Told, tierlab } from "../verbs/tierlab.ts";

// A real deployment. containerlab itself stops on a kernel without modules, unless it was built otherwise.
const lack = lackOf();
const live = lack === null ? test.serial : test.serial.skip;
const title = (text: string) => (lack === null ? text : `${text} (${lack})`);

const NAME = "clab-live";
const folder = mkdtempSync(join(tmpdir(), "tierlab-containerlab-"));
const file = join(folder, `${NAME}.yaml`);
const env = { TIERLAB_STATE: join(folder, "state"), CLAB_VERSION_CHECK: "disable" };

test.before(() => {
  const shop = readFileSync(new URL("../../labs/lvs-dr.yaml", import.meta.url), "utf8");
  writeFileSync(file, shop.replace(/^lab: lvs-dr$/m, `lab: ${NAME}`));
});
test.after.always(async () => {
  if (lack === null) await run("down", NAME);
  rmSync(folder, { recursive: true, force: true });
});

live(
  title("a lab that somebody else deployed is found, proven and left, and containerlab takes it away"),
  async (t) => {
    await run("setup", "--engine", "docker");
    const out = join(folder, "out");
    t.is((await run("emit", file, "--to", "containerlab", "--out", out)).exitCode, 0);
    const topology = join(out, `${NAME}.clab.yml`);
    await execa("containerlab", ["deploy", "--topo", topology], { cwd: out, env });
    const claims = ["--only", "dr-reply", "--only", "dr-same-l2"];
    const told = await run("test", file, ...claims);
    t.is(told.exitCode, 0, told.stdout + told.stderr);
    t.regex(told.stdout, /engine containerlab/);
    t.regex((await run("list")).stdout, new RegExp(`${NAME} .* containerlab `));
    await execa("containerlab", ["destroy", "--topo", topology, "--cleanup"], { cwd: out, env });
    t.is(await containers(), "");
  },
);

live(title("the engine builds a lab, runs commands in it and takes all of it away"), async (t) => {
  const told = await run("up", file, "--engine", "containerlab");
  t.is(told.exitCode, 0, told.stderr);
  const page = await run("exec", NAME, "client1", "--", "curl", "--silent", "http://10.10.0.100/healthz");
  t.regex(page.stdout, /"healthy":true/);
  t.is((await run("down", NAME)).exitCode, 0);
  t.is(await containers(), "");
});

function run(...args: string[]): Promise<Told> {
  return tierlab(args, { env, cwd: folder, timeoutMs: 300_000 });
}

async function containers(): Promise<string> {
  const filter = `label=tierlab.lab=${NAME}`;
  return (await execa("docker", ["ps", "--all", "--quiet", "--filter", filter])).stdout;
}

function lackOf(): string | null {
  if (process.getuid?.() !== 0) return "needs root";
  try {
    execFileSync("docker", ["version"], { stdio: "ignore" });
  } catch {
    return "no Docker daemon answers";
  }
  try {
    const version = execFileSync("containerlab", ["version"], { stdio: "pipe" }).toString();
    const stock = !/version: *0\.0\.0/.test(version);
    return stock && !existsSync("/proc/modules") ? "containerlab needs a kernel with modules" : null;
  } catch {
    return "containerlab is not installed";
  }
}
