import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import type { Plan } from "../../stacks/plan/plan.ts";
import { LAUNCHER, type Told, tierlab } from "../verbs/tierlab.ts";
import { eventually } from "./eventually.ts";

const folder = mkdtempSync(join(tmpdir(), "tierlab-verbs-"));
/** Processes of these tests are told from those of others by this folder in their PATH. */
const mark = join(folder, "mark");
const env = { TIERLAB_STATE: join(folder, "state"), PATH: `${process.env.PATH}:${mark}` };
const file = join(folder, "shop.yaml");

const LAB = `lab: verbs-shop
about: A web server behind a router.
segments: { office: 198.18.0.0/24, dmz: 10.10.0.0/24 }
tiers:
  client: { role: client, on: office }
  edge: { role: router, on: [office, dmz], routing: kernel }
  web: { role: nginx, on: dmz }
`;

function run(...args: string[]): Promise<Told> {
  return tierlab(args, { env, cwd: folder, timeoutMs: 120_000 });
}

let plan: Plan;

function addresses(node: string): string[] {
  const planned = plan.nodes.find(({ name }) => name === node);
  return planned?.interfaces.flatMap((one) => [...one.addresses]) ?? [];
}

/** A page of the lab's web server. */
function web(path: string): string {
  return `http://${addresses("web1")[0]?.split("/")[0]}${path}`;
}

test.before(async () => {
  writeFileSync(file, LAB);
  plan = JSON.parse((await run("plan", file)).stdout) as Plan;
  await run("setup");
});
test.after.always(async () => {
  await run("down", "--all");
  rmSync(folder, { recursive: true, force: true });
});

test.serial("up --dry-run on a lab that does not run shows its nodes and builds nothing", async (t) => {
  const told = await run("up", file, "--dry-run");
  t.is(told.exitCode, 0, told.stderr);
  t.deepEqual(told.stdout.trim().split(/\s*\n\s*/), [
    "+ client1  client",
    "+ edge1  router",
    "+ web1  nginx",
  ]);
  t.is((await run("list", "--json")).stdout, "[]");
});

test.serial("up builds the lab, and says what to do next", async (t) => {
  const told = await run("up", file);
  t.is(told.exitCode, 0, told.stderr);
  t.regex(told.stderr, /verbs-shop is up: 3 nodes/);
  t.regex(told.stderr, /tierlab down verbs-shop$/);
  const [lab] = JSON.parse((await run("list", "--json")).stdout) as { name: string; nodes: number }[];
  t.like(lab, { name: "verbs-shop", nodes: 3, source: file });
});

test.serial("up on a lab that runs as its file says does nothing, and says so", async (t) => {
  const told = await run("up", file);
  t.is(told.exitCode, 0, told.stderr);
  t.is(told.stdout, "");
  t.is(told.stderr, "verbs-shop runs as its file says: nothing to do");
});

test.serial("exec passes the exit code, both outputs and the input through", async (t) => {
  const exec = (words: string[], input?: string) =>
    tierlab(["exec", "verbs-shop", "client1", "--", ...words], {
      env,
      ...(input === undefined ? {} : { input }),
    });
  t.like(await exec(["sh", "-c", "echo out; echo err >&2; exit 7"]), {
    exitCode: 7,
    stdout: "out",
    stderr: "err",
  });
  t.like(await exec(["tr", "a-z", "A-Z"], "héllo\nworld"), { exitCode: 0, stdout: "HéLLO\nWORLD" });
  t.like(await exec(["printf", "%s|", "a b", "$HOME", "*", ""]), { stdout: "a b|$HOME|*||" });
  t.is((await exec(["no-such-command"])).exitCode, 127);
});

test.serial("exec reaches the web server through the router", async (t) => {
  const told = await run("exec", "verbs-shop", "client1", "--", "curl", "-s", "-m", "2", web("/healthz"));
  t.is(told.exitCode, 0, told.stderr);
});

test.serial("exec of an unknown node or lab says which there are", async (t) => {
  const node = await run("exec", "verbs-shop", "client2", "--", "true");
  t.is(node.exitCode, 2);
  t.regex(node.stderr, /did you mean `client1`/);
  const lab = await run("exec", "verbs-shp", "client1", "--", "true");
  t.is(lab.exitCode, 2);
  t.regex(lab.stderr, /did you mean `verbs-shop`/);
});

test.serial("inspect tells nodes, addresses, node kernels and daemons", async (t) => {
  const told = await run("inspect", file, "--json");
  t.is(told.exitCode, 0, told.stderr);
  const { nodes } = JSON.parse(told.stdout) as { nodes: Inspected[] };
  t.deepEqual(
    nodes.map((node) => [node.name, node.kernel, node.runs, node.interfaces.flatMap((one) => one.addresses)]),
    [
      ["client1", "host", true, addresses("client1")],
      ["edge1", "host", true, addresses("edge1")],
      ["web1", "host", true, addresses("web1")],
    ],
  );
  t.deepEqual(nodes[2]?.daemons, [{ name: "nginx", runs: true }]);
  const text = await run("inspect", "verbs-shop");
  t.regex(text.stdout, /web1 +nginx +host .*nginx runs/);
});

test.serial("a daemon that has died is told as down", async (t) => {
  await run("exec", "verbs-shop", "web1", "--", "sv", "stop", "/run/service/nginx");
  const { stdout } = await run("inspect", "verbs-shop", "--json");
  const { nodes } = JSON.parse(stdout) as { nodes: Inspected[] };
  t.deepEqual(nodes[2]?.daemons, [{ name: "nginx", runs: false }]);
  const drawn = await run("graph", "verbs-shop", "--live");
  t.regex(drawn.stdout, /<title>web1: nginx stopped\n/);
  t.regex(drawn.stdout, /<title>edge1: runs\n/);
});

test.serial("up --repair shows what was changed by hand, and undoes just that", async (t) => {
  await run("exec", "verbs-shop", "edge1", "--", "sysctl", "-qw", "net.ipv4.ip_forward=0");
  const plain = await run("up", file);
  t.regex(plain.stderr, /nothing to do/);
  const shown = await run("up", file, "--repair", "--dry-run");
  t.regex(shown.stdout, /~ edge1 {2}sysctl net\.ipv4\.ip_forward = 1/);
  t.regex(shown.stdout, /~ web1 {2}restart nginx/);
  const told = await run("up", file, "--repair");
  t.is(told.exitCode, 0, told.stderr);
  t.is(told.stdout, shown.stdout);
  t.is((await run("exec", "verbs-shop", "edge1", "--", "cat", "/proc/sys/net/ipv4/ip_forward")).stdout, "1");
  t.regex((await run("up", file, "--repair")).stderr, /nothing to do/);
});

test.serial("up --repair brings a node back that has died", async (t) => {
  // runsvdir takes its services down and exits.
  await run("exec", "verbs-shop", "web1", "--", "sh", "-c", "kill -HUP 1");
  await eventually("web1 is told as down", async () => {
    const { stdout } = await run("inspect", "verbs-shop", "--json");
    return (JSON.parse(stdout) as { nodes: Inspected[] }).nodes[2]?.runs === false;
  });
  const told = await run("up", file, "--repair");
  t.is(told.exitCode, 0, told.stderr);
  t.regex(told.stdout, /\+ web1 {2}the node: it does not answer/);
  t.is(
    (await run("exec", "verbs-shop", "client1", "--", "curl", "-sf", "-m", "2", web("/healthz"))).exitCode,
    0,
  );
});

test.serial("up after an edit shows the difference, and applies just that", async (t) => {
  const marked = "net.ipv4.tcp_fin_timeout: 33";
  writeFileSync(file, LAB.replace("on: dmz }", `on: dmz, count: 2, sysctls: { ${marked} } }`));
  const before = await run("exec", "verbs-shop", "web1", "--", "stat", "-c", "%Y", "/proc/1");
  const shown = await run("up", file, "--dry-run");
  t.regex(shown.stdout, /~ web1 {2}sysctl net\.ipv4\.tcp_fin_timeout = 33/);
  t.regex(shown.stdout, /\+ web2 {2}the node/);
  t.false(shown.stdout.includes("edge1"));
  t.regex(shown.stderr, /nothing was changed/);
  t.is((await run("exec", "verbs-shop", "web2", "--", "true")).exitCode, 2);
  const told = await run("up", file);
  t.is(told.exitCode, 0, told.stderr);
  t.is(told.stdout, shown.stdout);
  const after = await run("exec", "verbs-shop", "web1", "--", "stat", "-c", "%Y", "/proc/1");
  t.is(after.stdout, before.stdout);
  t.is(
    (await run("exec", "verbs-shop", "web2", "--", "cat", "/proc/sys/net/ipv4/tcp_fin_timeout")).stdout,
    "33",
  );
  t.regex((await run("up", file)).stderr, /nothing to do/);
});

test.serial("logs shows what a daemon wrote, and follows it until it is interrupted", async (t) => {
  const address = web("/marked-request");
  await run("exec", "verbs-shop", "client1", "--", "curl", "-s", "-m", "2", address);
  const told = await run("logs", "verbs-shop", "web1", "nginx");
  t.is(told.exitCode, 0, told.stderr);
  t.true(told.stdout.includes("marked-request"), told.stdout);
  const following = execa(LAUNCHER, ["logs", "verbs-shop", "web1", "--follow", "-n", "0"], {
    env,
    reject: false,
  });
  let seen = "";
  following.stdout.on("data", (chunk) => {
    seen += String(chunk);
  });
  await eventually("a followed line", async () => {
    await run("exec", "verbs-shop", "client1", "--", "curl", "-s", "-m", "2", web("/followed-request"));
    return seen.includes("followed-request");
  });
  following.kill("SIGINT");
  t.is((await following).exitCode, 130);
  const unknown = await run("logs", "verbs-shop", "web1", "ngnix");
  t.is(unknown.exitCode, 2);
  t.regex(unknown.stderr, /did you mean `nginx`/);
});

test.serial("a lab whose file is gone is still known by its name and by that file's path", async (t) => {
  renameSync(file, `${file}.away`);
  t.is((await run("exec", "verbs-shop", "client1", "--", "true")).exitCode, 0);
  t.is((await run("inspect", "verbs-shop", "--json")).exitCode, 0);
  renameSync(`${file}.away`, file);
});

test.serial("up --recreate makes every node anew", async (t) => {
  const since = async () =>
    (JSON.parse((await run("list", "--json")).stdout) as { since: string }[])[0]?.since;
  const before = await since();
  const told = await run("up", file, "--recreate");
  t.is(told.exitCode, 0, told.stderr);
  t.not(await since(), before);
});

test.serial(
  "following the logs of a lab that is taken away ends with a word, and not as if all were well",
  async (t) => {
    const following = execa(LAUNCHER, ["logs", "verbs-shop", "web1", "--follow"], { env, reject: false });
    let seen = "";
    following.stdout.on("data", (chunk) => {
      seen += String(chunk);
    });
    await eventually("its first lines", () => seen !== "");
    t.is((await run("down", "verbs-shop")).exitCode, 0);
    const { exitCode, stderr } = await following;
    t.is(exitCode, 3);
    t.regex(stderr, /lab `verbs-shop` is gone/);
    t.is((await run("up", file)).exitCode, 0);
  },
);

test.serial("down takes a lab away; a second one finds nothing, which is no mistake", async (t) => {
  const told = await run("down", "verbs-shop");
  t.is(told.exitCode, 0, told.stderr);
  t.regex(told.stderr, /verbs-shop is gone/);
  t.deepEqual(leftovers(), []);
  const again = await run("down", file);
  t.is(again.exitCode, 0);
  t.regex(again.stderr, /does not run/);
  t.is((await run("down", "nobody-knows-this")).exitCode, 2);
});

test.serial("two labs with the same prefixes come up side by side, and down --all takes both", async (t) => {
  const second = join(folder, "second.yaml");
  writeFileSync(second, LAB.replace("verbs-shop", "verbs-second"));
  const [one, two] = await Promise.all([run("up", file), run("up", second)]);
  t.is(one.exitCode, 0, one.stderr);
  t.is(two.exitCode, 0, two.stderr);
  const told = await run("down", "--all");
  t.is(told.exitCode, 0, told.stderr);
  t.deepEqual(leftovers(), []);
});

// What is shown last is the web server that is ready: by then the lab may stand.
for (const phase of ["prepare", "nodes", "boot"]) {
  test.serial(`Ctrl-C while ${phase} is shown takes down what up began, and exits 130`, async (t) => {
    const up = execa(LAUNCHER, ["up", file], { env, reject: false });
    let pressed = false;
    up.stderr.on("data", (chunk) => {
      if (pressed || !String(chunk).includes(phase)) return;
      // A second one would leave at once.
      pressed = true;
      up.kill("SIGINT");
    });
    const { exitCode, stderr } = await up;
    t.is(exitCode, 130, stderr);
    t.regex(stderr, /interrupted/);
    t.is((await run("list", "--json")).stdout, "[]");
    await eventually("no process left", () => leftovers().length === 0);
    t.deepEqual(leftovers(), []);
  });
}

/** Processes and state files that these tests' labs left. */
function leftovers(): string[] {
  const processes = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && environ(name).includes(`${mark}\0`))
    .map((pid) => `process ${pid}: ${readText(`/proc/${pid}/cmdline`).replaceAll("\0", " ")}`);
  return [...processes, ...readState()];
}

function environ(pid: string): string {
  return `${readText(`/proc/${pid}/environ`)}\0`;
}

function readState(): string[] {
  try {
    return readdirSync(env.TIERLAB_STATE);
  } catch {
    return [];
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

interface Inspected {
  readonly name: string;
  readonly kernel: string;
  readonly runs: boolean;
  readonly interfaces: readonly { readonly addresses: readonly string[] }[];
  readonly daemons: readonly { readonly name: string; readonly runs: boolean }[];
}
