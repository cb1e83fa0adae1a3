import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { findLocalProvider } from "../../scripts/engines/docker/provider-lock.ts";
import { EXIT } from "../../scripts/exit-codes.ts";
import { askDocker } from "../../scripts/setup/docker-client.ts";
import { hasCommand } from "../../scripts/setup/has-command.ts";
import { LAUNCHER, type Told, tierlab } from "../verbs/tierlab.ts";

const lack = await lackOf();
const title = (text: string) => (lack === null ? text : `${text} (skipped: ${lack})`);
const live = lack === null ? test.serial : test.serial.skip;

const folder = mkdtempSync(join(tmpdir(), "tierlab-docker-"));
const state = join(folder, "state");
const file = join(folder, "shop.yaml");
/** A network that has the addresses of the lab's dmz. */
const NEIGHBOUR = "tierlab-docker-live-neighbour";
const LAB = `lab: docker-live
about: A director in a container, its kernel too where the machine's has no IPVS.
segments: { office: 198.18.60.0/24, dmz: 10.160.0.0/24, annex: 10.161.0.0/24 }
tiers:
  client: { role: client, on: office }
  edge: { role: router, on: [office, dmz, annex] }
  lvs: { role: director, on: dmz }
  web: { role: nginx, on: dmz, count: 2 }
services:
  shop: { vip: 10.160.0.100, director: lvs, mode: dr, servers: web, check: { http: /healthz, every: 200ms, timeout: 500ms } }
allow: [dr-same-segment]
tests:
  - id: reply
    claim: The web server answers the client itself.
    send: { http: shop, from: client, requests: 12 }
    expect: { path: { reply: [web, edge1, client] } }
    breaks:
      - with: { services: { shop: { mode: nat } }, tiers: { web: { gateway: lvs1 } } }
        fails: path
  - id: same-segment
    claim: Director and real server share a segment.
    send: { http: shop, from: client, requests: 6 }
    expect: { served: { failed: 0 } }
    breaks:
      - with: { tiers: { web: { on: annex } } }
        fails: served
`;

function run(...args: string[]): Promise<Told> {
  return tierlab(args, { env: { TIERLAB_STATE: state }, cwd: folder, timeoutMs: 300_000 });
}

/** The ids of what Docker has of the lab. */
async function left(): Promise<string[]> {
  const filter = ["--quiet", "--filter", "label=tierlab.lab=docker-live"];
  const lists = [
    ["ps", "--all"],
    ["network", "ls"],
  ];
  const answers = await Promise.all(lists.map((list) => askDocker([...list, ...filter])));
  return answers.flatMap(({ stdout }) => stdout.split("\n").filter((line) => line !== ""));
}

test.before(async () => {
  writeFileSync(file, LAB);
  if (lack === null)
    await askDocker(["network", "create", "--internal", "--subnet", "10.160.0.0/24", NEIGHBOUR]);
});
test.after.always(async () => {
  if (lack === null) {
    await run("down", "docker-live", "--engine", "docker");
    await askDocker(["network", "rm", NEIGHBOUR]);
  }
  rmSync(folder, { recursive: true, force: true });
});

const ofRoot = process.getuid?.() === 0 ? test : test.skip;
ofRoot("without a daemon of this machine --engine docker says so", async (t) => {
  for (const host of ["unix:///nowhere.sock", "ssh://far"]) {
    const env = { TIERLAB_STATE: state, DOCKER_HOST: host };
    const down = await tierlab(["down", "docker-live", "--engine", "docker"], { env });
    t.is(down.exitCode, EXIT.cannotRunHere, down.stderr);
    t.regex(down.stderr, /error: (no Docker daemon answers|DOCKER_HOST is ssh:\/\/far)/);
  }
});

// The second word comes when Terraform is done, and nodes are waited for.
for (const word of [/nodes: client1: started/, /boot: client1: booted/]) {
  live(title(`an up that is interrupted leaves nothing, as after ${word.source}`), async (t) => {
    const env = { TIERLAB_STATE: state };
    const running = execa(LAUNCHER, ["up", file, "--engine", "docker"], { env, reject: false });
    let interrupted = false;
    running.stderr.on("data", (chunk) => {
      if (interrupted || !word.test(String(chunk))) return;
      interrupted = true;
      running.kill("SIGINT");
    });
    const { exitCode, stderr } = await running;
    t.is(exitCode, EXIT.interrupted, stderr);
    t.deepEqual(await left(), []);
    t.false(existsSync(join(state, "docker-live")));
  });
}

live(title("a name that somebody else has is told, and what was begun goes"), async (t) => {
  await askDocker(["network", "create", "tierlab-docker-live-dmz"]);
  t.teardown(() => askDocker(["network", "rm", "tierlab-docker-live-dmz"]));
  const up = await run("up", file, "--engine", "docker");
  t.is(up.exitCode, EXIT.cannotRunHere, up.stderr);
  t.regex(
    up.stderr,
    /network with name tierlab-docker-live-dmz already exists.*help: .*`docker network rm`/s,
  );
  t.deepEqual(await left(), []);
});

live(
  title("Terraform deploys a lab beside a network of the same addresses, and the verbs find it"),
  async (t) => {
    const subnet = await askDocker(["network", "inspect", "--format", "{{json .IPAM.Config}}", NEIGHBOUR]);
    t.regex(subnet.stdout, /10\.160\.0\.0\/24/);
    const up = await run("up", file, "--engine", "docker");
    t.is(up.exitCode, 0, up.stderr);
    const [listed] = JSON.parse((await run("list", "--json")).stdout) as { engine: string; nodes: number }[];
    t.like(listed, { engine: "docker", nodes: 5 });
    const table = await run("exec", "docker-live", "lvs1", "--", "ipvsadm", "-Ln");
    t.regex(table.stdout, /10\.160\.0\.100:80/, table.stderr);
    const page = await run("exec", "docker-live", "client1", "--", "curl", "-s", "http://10.160.0.100/");
    t.is(page.exitCode, 0, page.stderr);
  },
);

live(title("its claims are proven on it and broken, also where that takes other containers"), async (t) => {
  const report = join(folder, "report.json");
  const told = await run("test", file, "--format", "json", "--out", report);
  t.is(told.exitCode, 0, told.stdout + told.stderr);
  const [lab] = (JSON.parse(readFileSync(report, "utf8")) as { labs: { engine: string }[] }).labs;
  t.is(lab?.engine, "docker");
});

live(title("Terraform finds what it deployed as it was, after all breaks"), async (t) => {
  const { exitCode, stdout } = await execa("terraform", ["plan", "-detailed-exitcode", "-no-color"], {
    cwd: join(state, "docker-live/terraform"),
    env: { CHECKPOINT_DISABLE: "1" },
    reject: false,
  });
  t.is(exitCode, 0, stdout);
});

live(title("a lab that was deployed from another plan is told, and not tested"), async (t) => {
  rmSync(join(state, "docker-live/attached.json"));
  writeFileSync(file, LAB.replace("every: 200ms", "every: 300ms"));
  const told = await run("test", file);
  t.not(told.exitCode, 0);
  t.regex(told.stdout + told.stderr, /deployed from another plan than\s+its file's:\s+lvs1\s+differs/);
  writeFileSync(file, LAB);
});

live(title("a lab that lacks a container is told, and brought up to date by Terraform"), async (t) => {
  await askDocker(["rm", "--force", "tierlab-docker-live-web2"]);
  const told = await run("up", file);
  t.is(told.exitCode, EXIT.wrongInput, told.stderr);
  t.regex(told.stderr, /web2 has no container.*help: `tierlab up docker-live --engine docker`/s);
  const up = await run("up", file, "--engine", "docker");
  t.is(up.exitCode, 0, up.stderr);
  t.is((await run("exec", "docker-live", "web2", "--", "true")).exitCode, 0);
});

live(title("a lab whose network was removed below it is told, and not tested"), async (t) => {
  const network = "tierlab-docker-live-dmz";
  for (const node of ["edge1", "lvs1", "web1", "web2"])
    await askDocker(["network", "disconnect", "--force", network, `tierlab-docker-live-${node}`]);
  t.true((await askDocker(["network", "rm", network])).worked);
  for (const verb of ["up", "test"]) {
    const told = await run(verb, file);
    t.not(told.exitCode, 0);
    t.regex(
      (told.stdout + told.stderr).replaceAll(/\s+/g, " "),
      /edge1, lvs1, web1, web2 are not on network dmz any more.* `tierlab up docker-live --recreate --engine docker`/,
    );
  }
  const up = await run("up", file, "--recreate", "--engine", "docker");
  t.is(up.exitCode, 0, up.stderr);
});

live(title("down leaves nothing in Docker, also of a lab whose nodes have all died"), async (t) => {
  const { stdout } = await askDocker(["ps", "--quiet", "--filter", "label=tierlab.lab=docker-live"]);
  await askDocker(["kill", ...stdout.split("\n")]);
  t.not((await left()).length, 0);
  const down = await run("down", "docker-live");
  t.is(down.exitCode, 0, down.stderr);
  t.deepEqual(await left(), []);
});

async function lackOf(): Promise<string | null> {
  if (process.getuid?.() !== 0) return "it takes root";
  if (!(await askDocker(["version"])).worked) return "no Docker daemon answers";
  if (!(await hasCommand("terraform"))) return "there is no terraform";
  return (await findLocalProvider()) === null ? "Terraform has no Docker provider here" : null;
}
