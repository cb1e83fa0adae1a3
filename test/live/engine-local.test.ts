import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import type { RunningLab } from "../../scripts/engines/engine.ts";
import { ToldError } from "../../scripts/errors.ts";
import type { Plan } from "../../stacks/plan/plan.ts";
import { asRoot } from "./as-root.ts";
import { stepsTo } from "./engine-child.ts";
import { type Ledger, NOTHING, workplace } from "./engine-ledger.ts";
import { webPlan } from "./engine-plans.ts";
import { eventually } from "./eventually.ts";

const place = workplace();
const { engine } = place;
const name = `live-local-${process.pid}`;
const URL_OF_WEB = "http://10.10.0.11/";
let empty: Ledger;
let lab: RunningLab;

test.before(async () => {
  empty = await place.ledger();
});
test.after.always(async () => {
  for (const { name } of await engine.list()) await engine.down(name);
  place.clear();
});

asRoot("up brings a lab of three nodes, whose client reaches the web server over the router", async (t) => {
  const phases: string[] = [];
  lab = await up(webPlan(name), (phase) => phases.push(phase));
  t.deepEqual([...new Set(phases)], ["prepare", "nodes", "links", "boot", "ready"]);
  t.is(await ask(lab), "hello 198.18.0.11");
  t.deepEqual(
    (await engine.list()).map((one) => one.name),
    [name],
  );
  t.deepEqual(lab.nodeKernels, { client1: "host", edge1: "host", web1: "host" });
});

asRoot("up refuses a lab that is up", async (t) => {
  await t.throwsAsync(up(webPlan(name)), { instanceOf: ToldError, message: /already up/ });
});

asRoot("a command's exit code, streams and input pass through", async (t) => {
  const shell = ["sh", "-c", "cat; echo complaint >&2; exit 7"];
  const told = await engine.run(lab, "client1", shell, { input: "words" });
  t.deepEqual(told, { exitCode: 7, stdout: "words", stderr: "complaint\n" });
  t.is((await engine.run(lab, "client1", ["no-such-program"])).exitCode, 127);
});

asRoot("a command's arguments arrive as they were given", async (t) => {
  const odd = ["a b", "$HOME", "'", '"', "*", "\n", ";true"];
  const told = await engine.run(lab, "client1", ["printf", "%s|", ...odd]);
  t.is(told.stdout, `${odd.join("|")}|`);
});

asRoot("a command that takes too long is killed, and says so by its exit code", async (t) => {
  const told = await engine.run(lab, "client1", ["sleep", "60"], { timeoutMs: 300 });
  t.is(told.exitCode, 124);
  await eventually("the command is gone", async () => {
    const { stdout } = await engine.run(lab, "client1", ["ps", "-o", "args", "-A"]);
    return !stdout.includes("sleep 60");
  });
});

asRoot("a signal reaches the spawned command itself", async (t) => {
  const script = "trap 'echo told; exit 3' TERM; echo ready; while :; do sleep 0.05; done";
  const process = await engine.spawn(lab, "client1", ["sh", "-c", script]);
  let said = "";
  process.stdout.on("data", (chunk) => {
    said += String(chunk);
  });
  await eventually("it is ready", () => said.includes("ready"));
  process.kill("SIGTERM");
  t.is(await process.ended, 3);
  t.true(said.includes("told"));
});

asRoot(
  "a node has no more than its capabilities, a read-only root, and no say over the machine",
  async (t) => {
    const { stdout } = await engine.run(lab, "client1", ["cat", "/proc/self/status"]);
    t.regex(stdout, /CapBnd:\t00000000000010e1/, "CHOWN, KILL, SETGID, SETUID, NET_ADMIN");
    t.regex(stdout, /NoNewPrivs:\t1/);
    for (const file of ["/etc/planted", "/usr/planted", "/proc/sys/kernel/hostname", "/proc/sysrq-trigger"]) {
      const told = await engine.run(lab, "client1", ["sh", "-c", `echo planted >${file}`]);
      t.not(told.exitCode, 0, file);
    }
  },
);

asRoot("observe says what runs in the terms of the plan", async (t) => {
  const [, , web] = lab.plan.nodes;
  t.deepEqual(await engine.observe(lab, "web1"), {
    node: "web1",
    addresses: { lo: ["10.10.0.100/32"], eth0: ["10.10.0.11/24"] },
    down: [],
    routes: [{ to: "default", via: "10.10.0.1" }],
    sysctls: { ...web?.sysctls },
    files: { "/etc/nginx/nginx.conf": web?.files[0]?.content },
    daemons: ["nginx"],
  });
});

asRoot("a capture has every frame of every point, with true checksums and names of nodes", async (t) => {
  const points = [
    { node: "client1", interface: "eth0" },
    { node: "edge1", interface: "eth0" },
    { node: "edge1", interface: "eth1" },
    { node: "web1", interface: "eth0" },
  ];
  const file = join(place.folder, "frames.pcapng");
  const capture = await engine.capture(lab, points, file);
  for (let count = 0; count < 5; count += 1) await ask(lab);
  t.is(await capture.stop(), file);
  const checks = ["-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE"];
  const fields = ["frame.interface_name", "tcp.flags.fin", "ip.checksum.status", "tcp.checksum.status"];
  const wanted = ["-T", "fields", ...fields.flatMap((field) => ["-e", field])];
  const told = await engine.tool(lab, ["tshark", "-r", file, "-Y", "tcp", ...checks, ...wanted]);
  const rows = told.stdout
    .trim()
    .split("\n")
    .map((line) => line.split("\t"));
  for (const point of points) {
    const mine = rows.filter(([at]) => at === `${point.node}:${point.interface}`);
    t.is(
      mine.filter(([, fin]) => fin === "True" || fin === "1").length,
      10,
      `${point.node}:${point.interface}`,
    );
  }
  t.deepEqual(new Set(rows.map(([, , ip, tcp]) => `${ip} ${tcp}`)), new Set(["1 1"]));
});

asRoot("a cut cable carries nothing, a mended one does again", async (t) => {
  const cable = { node: "web1", interface: "eth0" };
  await engine.link(lab, cable, "down");
  t.not((await engine.run(lab, "client1", ["curl", "-s", "--max-time", "0.5", URL_OF_WEB])).exitCode, 0);
  await engine.link(lab, cable, "up");
  await eventually("the web server answers", async () => (await ask(lab)) === "hello 198.18.0.11");
  t.pass();
});

asRoot(
  "a killed node is told as such and the others live on; started, it has its addresses and MACs again",
  async (t) => {
    await engine.power(lab, "web1", "kill");
    await t.throwsAsync(engine.run(lab, "web1", ["true"]), {
      instanceOf: ToldError,
      message: /is not running/,
    });
    t.is((await engine.run(lab, "edge1", ["true"])).exitCode, 0);
    await engine.power(lab, "web1", "start");
    await eventually("the web server answers", async () => (await ask(lab)) === "hello 198.18.0.11");
    const { stdout } = await engine.run(lab, "web1", ["cat", "/sys/class/net/eth0/address"]);
    t.is(stdout, "02:00:00:00:03:01\n");
  },
);

asRoot("nodes that are powered on at once are all heard of", async (t) => {
  const nodes = ["client1", "edge1", "web1"];
  for (let round = 0; round < 5; round++) {
    await Promise.all(nodes.map((node) => engine.power(lab, node, "kill")));
    await Promise.all(nodes.map((node) => engine.power(lab, node, "start")));
  }
  await eventually("the web server answers", async () => (await ask(lab)) === "hello 198.18.0.11");
  t.pass();
});

asRoot("a stopped node lets its daemons end first", async (t) => {
  await engine.power(lab, "web1", "stop");
  await t.throwsAsync(engine.run(lab, "web1", ["true"]), { message: /is not running/ });
  await engine.power(lab, "web1", "start");
  await eventually("the web server answers", async () => (await ask(lab)) === "hello 198.18.0.11");
  t.pass();
});

asRoot("steps there and back leave every node as it was", async (t) => {
  const before = await Promise.all(lab.plan.nodes.map((node) => engine.observe(lab, node.name)));
  const changed = await apply(webPlan(name, "bye"), [
    ...stepsTo("bye"),
    { do: "set-sysctl", node: "web1", key: "net.ipv4.conf.all.arp_ignore", value: "0" },
    { do: "remove-address", node: "web1", dev: "lo", address: "10.10.0.100/32" },
    { do: "remove-route", node: "web1", route: { to: "default", via: "10.10.0.1" } },
    { do: "add-route", node: "web1", route: { to: "198.18.0.0/24", via: "10.10.0.1" } },
  ]);
  t.is(await ask(changed), "bye 198.18.0.11");
  const there = await engine.observe(changed, "web1");
  t.deepEqual(there.addresses, { lo: [], eth0: ["10.10.0.11/24"] });
  t.deepEqual(there.routes, [{ to: "198.18.0.0/24", via: "10.10.0.1" }]);
  t.is(there.sysctls["net.ipv4.conf.all.arp_ignore"], "0");
  lab = await apply(webPlan(name), [
    { do: "set-sysctl", node: "web1", key: "net.ipv4.conf.all.arp_ignore", value: "1" },
    { do: "remove-route", node: "web1", route: { to: "198.18.0.0/24", via: "10.10.0.1" } },
    { do: "add-address", node: "web1", dev: "lo", address: "10.10.0.100/32" },
    { do: "add-route", node: "web1", route: { to: "default", via: "10.10.0.1" } },
    ...stepsTo("hello"),
  ]);
  t.deepEqual(await Promise.all(lab.plan.nodes.map((node) => engine.observe(lab, node.name))), before);
});

asRoot(
  "a configuration that its daemon refuses fails the steps, and the lab says that it is unfinished",
  async (t) => {
    const broken = { path: "/etc/nginx/nginx.conf", mode: "0644", content: "no such directive;\n" };
    const steps = [
      { do: "write-file", node: "web1", ...broken },
      { do: "reload-daemon", node: "web1", daemon: "nginx" },
    ] as const;
    await t.throwsAsync(apply(webPlan(name), steps), { message: /nginx refuses its configuration/ });
    t.true((await engine.find(name))?.unfinished);
    lab = await apply(webPlan(name), stepsTo("hello"));
    t.false(lab.unfinished);
  },
);

asRoot("two labs with the same names and prefixes do not see each other", async (t) => {
  const other = await up(webPlan(`${name}-b`, "other"));
  t.is(await ask(other), "other 198.18.0.11");
  t.is(await ask(lab), "hello 198.18.0.11");
  await engine.down(other.name);
  t.is(await ask(lab), "hello 198.18.0.11");
});

asRoot("nothing of a lab can reach outside: there is no way out of its fabric", async (t) => {
  const { stdout } = await engine.run(lab, "edge1", ["ip", "-json", "route", "get", "192.0.2.1"]);
  t.is(stdout.trim(), "");
  const links = await engine.run(lab, "edge1", ["ls", "/sys/class/net"]);
  t.deepEqual(links.stdout.trim().split("\n"), ["eth0", "eth1", "lo"]);
});

asRoot("down leaves nothing, and is no error where nothing is", async (t) => {
  await engine.down(name);
  t.deepEqual(await engine.list(), []);
  await engine.down(name);
  t.deepEqual(await place.leftovers(empty), NOTHING);
});

asRoot("an interrupted up takes down what it began", async (t) => {
  for (const phase of ["prepare", "nodes", "links", "boot"]) {
    const interrupt = new AbortController();
    const begun = engine.up({
      plan: webPlan(name),
      source: "/lab.yaml",
      nodeKernel: "auto",
      progress: (event) => {
        if (event.phase === phase) interrupt.abort();
      },
      signal: interrupt.signal,
    });
    const reason = await t.throwsAsync(begun, { any: true }, phase);
    t.is((reason as Error).name, "AbortError", phase);
    t.deepEqual(await place.leftovers(empty), NOTHING, phase);
  }
});

asRoot("the anchor's death is the lab's end, and the next look clears its record away", async (t) => {
  await up(webPlan(name));
  const record = JSON.parse(readFileSync(join(place.state, name, "record.json"), "utf8"));
  process.kill(record.anchor.pid, "SIGKILL");
  await eventually("it is known as gone", async () => (await engine.find(name)) === undefined);
  t.deepEqual(await place.leftovers(empty), NOTHING);
});

asRoot("work under one lab's lock goes one after another, and the lock leaves no file", async (t) => {
  const order: string[] = [];
  const work = (word: string) =>
    engine.withLock(name, async () => {
      order.push(`${word} begins`);
      await new Promise((resolve) => setTimeout(resolve, 30));
      order.push(`${word} ends`);
    });
  await Promise.all([work("a"), work("b"), work("c")]);
  t.is(order.length, 6);
  for (let at = 0; at < 6; at += 2) t.is(order[at + 1], order[at]?.replace("begins", "ends"));
  t.deepEqual(await place.leftovers(empty), NOTHING);
});

function up(plan: Plan, seen: (phase: string) => void = () => {}): Promise<RunningLab> {
  const signal = new AbortController().signal;
  const progress = ({ phase }: { readonly phase: string }) => seen(phase);
  return engine.up({ plan, source: "/lab.yaml", nodeKernel: "auto", progress, signal });
}

function apply(wanted: Plan, steps: Parameters<typeof engine.apply>[1]): Promise<RunningLab> {
  return engine.apply(lab, steps, wanted, { progress: () => {}, signal: new AbortController().signal });
}

async function ask(of: RunningLab): Promise<string> {
  return (await engine.run(of, "client1", ["curl", "-s", "--max-time", "2", URL_OF_WEB])).stdout;
}
